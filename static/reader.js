/* A source's page: switches for the marks, folds, lit quotes, copying with citation. All can be read without it. */
(function () {
  "use strict";
  var root = document.documentElement, text = document.querySelector(".source-text");
  if (!text) return;
  function name(mark) { return mark.dataset.ann || mark.id; } /* only a mark in several pieces says which it is a piece of */
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  /* ---- switches: which marks are off stands in <html data-off>, and in the browser's memory ---- */
  var LAYERS = ["people", "agencies", "figures", "dates", "quotes"];
  var live = document.getElementById("live");
  function off() { return (root.getAttribute("data-off") || "").split(" ").filter(Boolean); }
  function paint() {
    var now = off();
    each(".layers button", function (button) {
      button.setAttribute("aria-pressed", String((button.value === "plain") === now.includes(button.value)));
    });
  }
  function set(list, said) {
    if (list.length) root.setAttribute("data-off", list.join(" ")); else root.removeAttribute("data-off");
    try { localStorage.setItem("onrecord.off", list.join(" ")); } catch (refused) { /* see boot.js */ }
    live.textContent = said;
    paint();
  }
  function toggle(layer, name) {
    var now = off();
    if (layer === "plain") {
      if (now.includes("plain")) set(["dates"], "Marks on"); else set(LAYERS.concat("plain"), "Plain reading: all marks off");
      return;
    }
    now = now.filter(function (other) { return other !== "plain"; });
    if (now.includes(layer)) set(now.filter(function (other) { return other !== layer; }), name + " on");
    else set(now.concat(layer), name + " off");
  }
  each(".layers button", function (button) {
    button.addEventListener("click", function () { toggle(button.value, button.textContent); });
  });
  paint();

  /* ---- what is not the article folds away, and opens for an address that lies in it ---- */
  var unfold = document.querySelector(".unfold");
  function fold(shut) {
    root.classList.toggle("folded", shut);
    if (unfold) unfold.setAttribute("aria-expanded", String(!shut));
  }
  function reveal() {
    var mark = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!mark || !root.classList.contains("folded") || !mark.closest(".fold")) return;
    fold(false);
    mark.scrollIntoView();
  }
  fold(true);
  if (unfold) unfold.addEventListener("click", function () { fold(!root.classList.contains("folded")); });
  each(".fold", function (part) { part.addEventListener("click", function () { fold(false); }); });
  addEventListener("hashchange", reveal);
  reveal();

  /* ---- a note lights its quote, all pieces of it ---- */
  function light(note, on) {
    var link = note.querySelector('a[href^="#"]');
    var mark = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!mark) return;
    each('.source-text :is([data-ann="' + name(mark) + '"], #' + CSS.escape(name(mark)) + ")", function (piece) { piece.classList.toggle("is-lit", on); });
  }
  each(".who, .note", function (note) {
    ["pointerenter", "focusin"].forEach(function (kind) { note.addEventListener(kind, function () { light(note, true); }); });
    ["pointerleave", "focusout"].forEach(function (kind) { note.addEventListener(kind, function () { light(note, false); }); });
  });

  /* ---- words copied out of a quote take the speaker, the outlet, the date and the address along ---- */
  text.addEventListener("copy", function (event) {
    var chosen = getSelection(), from = chosen.rangeCount && chosen.getRangeAt(0).commonAncestorContainer;
    var quote = from && (from.nodeType === 1 ? from : from.parentElement).closest(".q[data-who]");
    if (!quote) return;
    event.preventDefault();
    var address = location.href.split(/[?#]/)[0] + "#" + name(quote);
    event.clipboardData.setData("text/plain", chosen.toString() + "\n\u2014 " + quote.dataset.who + ", in " + text.dataset.cite + "\n" + address);
  });
})();
