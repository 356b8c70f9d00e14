/* Words that a search led here by are painted in the source, without touching its text; `near` tells which one was meant. */
(function () {
  "use strict";
  var asked = new URLSearchParams(location.search), text = document.querySelector(".source-text");
  if (!asked.get("found") || !text || !window.Highlight || !CSS.highlights) return;
  var escaped = function (words) {
    return words.split(/\s+/).filter(Boolean).slice(0, 12).map(function (word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
  };
  var whole = text.textContent, walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), node = walk.nextNode(), before = 0;
  var seek = function (offset, range, side) { // matches come in order, so one walk serves all; a word may run over several nodes
    while (offset > before + node.length || (side === "setStart" && offset === before + node.length)) {
      before += node.length;
      node = walk.nextNode();
    }
    range[side](node, offset - before);
  };
  var painted = new Highlight(), ranges = [];
  var pattern = new RegExp("(?<![\\p{L}\\p{N}])(?:" + escaped(asked.get("found")).join("|") + ")(?![\\p{L}\\p{N}])", "giu");
  for (var match of whole.matchAll(pattern)) {
    var range = new Range();
    seek(match.index, range, "setStart"); seek(match.index + match[0].length, range, "setEnd");
    painted.add(range); ranges.push([match.index, range]);
  }
  CSS.highlights.set("found", painted);
  if (location.hash) return;
  var near = asked.get("near") ? whole.search(new RegExp(escaped(asked.get("near")).join("\\s+"), "u")) : 0;
  var seen = ranges.find(function (one) { return one[0] >= near && one[1].getClientRects().length; });
  if (seen) scrollBy(0, seen[1].getBoundingClientRect().top - innerHeight / 3);
})();
