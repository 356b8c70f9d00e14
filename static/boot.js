/* Runs in the head, before the first paint: says that scripts run, and restores which marks are off. */
(function (root) {
  "use strict";
  root.classList.add("js");
  var off = null;
  try { off = localStorage.getItem("onrecord.off"); } catch (refused) { /* storage refused: every visit begins alike */ }
  off = off === null ? "dates" : off;
  if (off) root.setAttribute("data-off", off);
  root.classList.add("folded"); /* what is not the article; see reader.js */
})(document.documentElement);
