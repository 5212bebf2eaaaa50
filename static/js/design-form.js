// Says in words, beside each colour of a design, whether words in it can be read on the paper.
// The server judges anew when the draft is saved; without this script nothing is lost.
(() => {
  const row = document.querySelector(".design-colours");
  if (!row) return;
  const field = (name) => row.querySelector(`[name="colour_${name}"]`);
  const background = document.querySelector('[name="background"]');

  const luminance = (colour) => {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    const [red, green, blue] = parts.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const contrast = (one, two) => {
    const [dark, light] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const digits = (text) => document.documentElement.lang !== "my" ? text :
    text.replace(/\d/g, (digit) => "၀၁၂၃၄၅၆၇၈၉"[digit]);

  const say = (input, isGood, words) => {
    let line = input.parentElement.querySelector(".design-contrast");
    if (!line) {
      line = document.createElement("p");
      line.className = "design-contrast";
      line.setAttribute("role", "status");
      input.after(line);
    }
    line.classList.toggle("design-contrast--poor", !isGood);
    line.textContent = words;
  };

  const judge = () => {
    const paper = background.value === "plain" ? "#ffffff" : field("paper").value;
    for (const name of ["primary", "ink", "muted"]) {
      const ratio = contrast(field(name).value, paper);
      const isGood = ratio >= 4.5;
      const words = isGood ? row.dataset.good : row.dataset.poor;
      say(field(name), isGood, `${digits(`${(Math.floor(ratio * 10) / 10).toFixed(1)} : 1`)} · ${words}`);
    }
    const isLight = luminance(paper) >= 0.6;
    say(field("paper"), isLight, isLight ? "" : row.dataset.dark);
  };

  row.addEventListener("input", judge);
  background.addEventListener("change", judge);
  judge();
})();
