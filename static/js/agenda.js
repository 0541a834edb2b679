// Two quick gestures: the answer to the first may come last. The agenda only ever goes forward.
const VERSION = /data-version="(\d+)"/;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const shown = detail.target.querySelector("[data-version]");
  const [, version] = VERSION.exec(detail.xhr.responseText) ?? [];
  if (shown && version && Number(version) < Number(shown.dataset.version)) detail.shouldSwap = false;
});
