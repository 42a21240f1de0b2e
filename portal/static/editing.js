// Saves a draft by itself while somebody writes, and shows the page as it would be beside it, at the width of a phone.
// Without it the button saves and a link shows the page; nothing else changes.
(() => {
  "use strict";
  const form = document.querySelector("form.editor");
  const told = document.getElementById("autosave");
  if (!form || !told) return;
  const every = 20000; // milliseconds between two savings while something changes
  let changed = false;
  let busy = false;
  let stopped = false;

  const live = document.getElementById("live");
  const frame = live && live.querySelector("iframe");
  const pause = 1500; // milliseconds without a key after which the page beside the form is made anew
  let soon = 0;
  const draw = () => { if (live && live.open) frame.src = frame.dataset.page; };
  if (live) {
    live.hidden = false;
    live.addEventListener("toggle", () => { if (changed) save(); else draw(); });
  }

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(soon);
    if (live && live.open) soon = setTimeout(save, pause);
  });
  form.addEventListener("submit", () => { stopped = true; });

  const say = (text) => { told.textContent = text; };

  const save = async () => {
    if (!changed || busy || stopped) return;
    busy = true;
    changed = false;
    const sent = new URLSearchParams(new FormData(form));
    sent.set("do", "");
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
      if (answer.ok && new URL(answer.url).searchParams.get("done") === "saved") {
        form.elements.edits.value = /name="edits" value="(\d+)"/.exec(await answer.text())[1];
        draw();
        say(told.dataset.saved + " " + new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
      } else {
        stopped = true; // another window was faster, or the session is over: the button says which
        say(told.dataset.stopped);
      }
    } catch {
      changed = true; // no network: once more later
      say(told.dataset.offline);
    }
    busy = false;
  };

  setInterval(save, every);
})();
