// When a part of the page could not be refreshed, says why in the words of the server, or that the network is away.
const notice = document.querySelector("[data-request-notice]");
const OFFLINE = "La connexion est coupée. Ce que vous avez écrit est encore ici; réessayez dans un instant.";
const BROKEN = "Quelque chose n’a pas fonctionné de notre côté. Ce que vous avez écrit est encore ici.";

function say(words, link) {
  notice.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
  if (link) {
    notice.append(Object.assign(document.createElement("a"), { href: link.getAttribute("href"), textContent: link.textContent }));
  }
  notice.hidden = false;
}

document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  say(page.querySelector("[data-error-message]")?.textContent ?? BROKEN, page.querySelector("[data-error-link]"));
});
document.addEventListener("htmx:sendError", () => say(OFFLINE));
document.addEventListener("htmx:timeout", () => say(OFFLINE));
document.addEventListener("htmx:beforeRequest", () => { notice.hidden = true; });
