"""Makes the video and the recording of the demo again, for the course on signing in.

Needs Chromium (slides), ffmpeg and espeak-ng (`apt-get install ffmpeg espeak-ng`). The results are
kept beside the texts of the course, so nobody needs them to start the demo. The video has no
words, so that one file serves every language: captions say what it shows.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

COURSE = Path(__file__).parent.parent / "cms/demo/content/courses/safe-sign-in"
SECONDS_A_SLIDE = 4
VOICES = {"caller": "en-us+m3", "official": "en-gb+f2"}
CALL = [
    ("caller", "Good morning. This is your bank. A code has just come to your telephone."),
    ("official", "Yes, I see it."),
    ("caller", "Please read it to me now, or your account will be closed today."),
    ("official", "No. I read a code to nobody. I will call the bank myself. Good bye."),
]
KEY = """<g fill="none" stroke="#b88a00" stroke-width="14"><circle cx="0" cy="0" r="34"/>
<path d="M34 0H150M150 0v34M116 0v26"/></g>"""
PHONE = """<rect x="-48" y="-92" width="96" height="184" rx="14" fill="#1c2430"/>
<rect x="-38" y="-74" width="76" height="140" fill="#fffdf8"/>"""
DOTS = "".join(f'<circle cx="{x}" cy="0" r="11"/>' for x in range(-75, 90, 30))
FIELD = f"""<rect x="-130" y="-38" width="260" height="76" rx="8" fill="#fff" stroke="#5a6472"
stroke-width="5"/><g fill="#1c2430">{DOTS}</g>"""
HAND = """<circle r="60" fill="#8c1d2b"/>
<path d="M-30-30l60 60M30-30l-60 60" stroke="#fff" stroke-width="14"/>"""
TICK = """<circle r="60" fill="#0a6b57"/>
<path d="M-30 2l22 24 40-48" fill="none" stroke="#fff" stroke-width="14"/>"""
CODE = "".join(
    f'<rect x="{x}" y="-20" width="16" height="30" fill="#1f4e9c"/>' for x in (-32, -8, 16)
)
LINES = "".join(f'<path d="M-55 {y}h110"/>' for y in range(-70, 90, 32))
SHEET = f"""<rect x="-80" y="-100" width="160" height="200" fill="#fff" stroke="#5a6472"
stroke-width="5"/><g stroke="#1f4e9c" stroke-width="9">{LINES}</g>"""
# Each slide: drawings with their places, from the left.
SLIDES = [
    [(FIELD, 220), (KEY, 420)],
    [(KEY, 160), (HAND, 440)],
    [(KEY, 120), (f"{PHONE}{CODE}", 380), (TICK, 530)],
    [(SHEET, 220), (TICK, 440)],
]


def draw_slides(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 640, "height": 360})
        for number, drawings in enumerate(SLIDES):
            shapes = "".join(f'<g transform="translate({x} 180)">{one}</g>' for one, x in drawings)
            page.set_content(
                f'<body style="margin:0;background:#fffdf8"><svg width="640" height="360">{shapes}'
            )
            page.screenshot(path=folder / f"{number}.png")
        browser.close()


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True)  # noqa: S603


def make_video(folder: Path) -> None:
    draw_slides(folder)
    # Baseline and the index first: the oldest phones play it, and before all of it is loaded.
    run(
        *("ffmpeg", "-y", "-loglevel", "error", "-framerate", f"1/{SECONDS_A_SLIDE}"),
        *("-i", folder / "%d.png", "-r", 10, "-c:v", "libx264", "-profile:v", "baseline"),
        *(
            "-pix_fmt",
            "yuv420p",
            "-crf",
            28,
            "-movflags",
            "+faststart",
            COURSE / "second-step.mp4",
        ),
    )


def make_recording(folder: Path) -> None:
    parts = []
    for number, (who, words) in enumerate(CALL):
        parts.append(folder / f"{number}.wav")
        run("espeak-ng", "-v", VOICES[who], "-s", 145, "-w", parts[-1], words)
    listed = folder / "parts.txt"
    listed.write_text("".join(f"file '{part}'\n" for part in parts))
    run(
        *("ffmpeg", "-y", "-loglevel", "error", "-f", "concat", "-safe", 0, "-i", listed),
        *("-ac", 1, "-b:a", "24k", COURSE / "call.mp3"),
    )


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        make_video(Path(name))
        make_recording(Path(name))
