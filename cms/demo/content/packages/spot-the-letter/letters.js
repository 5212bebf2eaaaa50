// Four letters, each true or deceiving. Keeps the place and the answers, so that one goes on later.
"use strict";

(() => {
  const letters = [
    { text: "ရုံးပိုင်အီးမေးလ်စကားဝှက် ယနေ့ သက်တမ်းကုန်ပါမည်။ ဤလင့်ခ်ကို နှိပ်ပြီး စကားဝှက်ကို ချက်ချင်း ရိုက်ထည့်ပါ။", isTrue: false,
      why: "စကားဝှက်ကို တောင်းပြီး အလျင်လိုစေခြင်းသည် လှည့်ဖြားမှု၏ လက္ခဏာ ဖြစ်ပါသည်။" },
    { text: "လာမည့်တနင်္လာနေ့ နံနက် ၉ နာရီတွင် ဌာနတွင်းအစည်းအဝေး ကျင်းပပါမည်။ အစီအစဉ်ကို ကြော်ငြာသင်ပုန်းတွင် ဖတ်ရှုနိုင်ပါသည်။", isTrue: true,
      why: "မည်သည့်အရာကိုမျှ မတောင်းဘဲ ရုံးတွင် စစ်ဆေးနိုင်သော အချက်ကိုသာ ပြောပါသည်။" },
    { text: "သင်သည် ဆုမဲပေါက်ပါပြီ။ ဆုထုတ်ယူရန် မှတ်ပုံတင်အမှတ်နှင့် ဘဏ်စာရင်းအမှတ်ကို ပြန်ပို့ပါ။", isTrue: false,
      why: "ကိုယ်ရေးအချက်အလက်နှင့် ဘဏ်စာရင်းကို စာဖြင့် မည်သူမျှ မတောင်းသင့်ပါ။" },
    { text: "ညွှန်ကြားရေးမှူးကြီး ဖုန်းပျက်နေသဖြင့် ဤနံပါတ်သို့ ငွေအမြန်လွှဲပေးပါ။ မည်သူ့ကိုမျှ မပြောပါနှင့်။", isTrue: false,
      why: "လျှို့ဝှက်ခိုင်းပြီး ငွေလွှဲခိုင်းပါက လူကိုယ်တိုင် ဖုန်းဆက်၍ မေးမြန်းပါ။" },
  ];
  const api = (function find(view) {
    if (view.API) return view.API;
    return view.parent !== view ? find(view.parent) : null;
  })(window);
  const get = (name) => api?.LMSGetValue(name) ?? "";
  const set = (name, value) => api?.LMSSetValue(name, String(value));
  const digits = (number) => String(number).replace(/\d/g, (one) => "၀၁၂၃၄၅၆၇၈၉"[one]);
  const main = document.getElementById("exercise");
  let answers = [];

  function keep() {
    set("cmi.suspend_data", JSON.stringify(answers));
    set("cmi.core.lesson_location", answers.length);
    api?.LMSCommit("");
  }
  const draw = (...parts) => {
    main.replaceChildren(...parts);
    main.querySelector("button")?.focus();
  };
  const write = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  function button(text, act) {
    const made = write("button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function show() {
    if (answers.length >= letters.length) return finish();
    const letter = letters[answers.length];
    const place = `စာ ${digits(answers.length + 1)} / ${digits(letters.length)}`;
    draw(write("h1", `${place} – ဤစာကို ယုံကြည်ရပါမည်လား။`), write("blockquote", letter.text),
      button("ယုံကြည်ရပါသည်", () => answer(letter, true)), button("လှည့်ဖြားသော စာ ဖြစ်ပါသည်", () => answer(letter, false)));
  }
  function answer(letter, isTrue) {
    answers.push(isTrue === letter.isTrue);
    keep();
    draw(write("h1", answers.at(-1) ? "မှန်ပါသည်။" : "မမှန်ပါ။"), write("p", letter.why), button("ဆက်လက်ရန်", show));
  }
  function finish() {
    const right = answers.filter(Boolean).length;
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", Math.round(right * 100 / letters.length));
    set("cmi.core.lesson_status", right * 100 >= letters.length * 60 ? "passed" : "failed");
    api?.LMSCommit("");
    draw(write("h1", `စာ ${digits(letters.length)} စောင်အနက် ${digits(right)} စောင် မှန်ပါသည်။`),
      button("အစမှ ပြန်လုပ်ရန်", () => { answers = []; keep(); show(); }));
  }

  api?.LMSInitialize("");
  try { answers = JSON.parse(get("cmi.suspend_data")) ?? []; } catch { answers = []; }
  if (get("cmi.core.lesson_status") === "not attempted") set("cmi.core.lesson_status", "incomplete");
  addEventListener("pagehide", () => {
    set("cmi.core.exit", "suspend");
    api?.LMSFinish("");
  });
  show();
})();
