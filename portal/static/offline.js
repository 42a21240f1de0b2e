/* Asks the browser to keep the pages that people need without a network; on a slow or paid line only the first few. */
"use strict";
addEventListener("load", () => {
  if (!("serviceWorker" in navigator)) return;
  const line = navigator.connection || {}, address = "/sw.js";
  const few = line.saveData || /2g|3g/.test(line.effectiveType || "") || line.type === "cellular";
  const own = self.trustedTypes ? trustedTypes.createPolicy("benve", { createScriptURL: (text) => (text === address ? text : "") }) : null;
  navigator.serviceWorker.register(own ? own.createScriptURL(address) : address)
    .then(() => navigator.serviceWorker.ready)
    .then((ready) => (self.requestIdleCallback || setTimeout)(() => ready.active.postMessage(few ? "first" : "all")))
    .catch(() => undefined);
});
