/* Words that a search led here by are painted in the source, without touching its text. */
(function () {
  "use strict";
  var asked = new URLSearchParams(location.search).get("found"), text = document.querySelector(".source-text");
  if (!asked || !text || !window.Highlight || !CSS.highlights) return;
  var escaped = asked.toLowerCase().split(/\s+/).slice(0, 12).map(function (word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
  var pattern = new RegExp("(?<![\\p{L}\\p{N}])(?:" + escaped.join("|") + ")(?![\\p{L}\\p{N}])", "giu");
  var walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), ranges = [], node = walk.nextNode();
  for (; node; node = walk.nextNode()) {
    for (var match of node.data.matchAll(pattern)) {
      var range = new Range();
      range.setStart(node, match.index); range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
  if (!location.hash && ranges.length) ranges[0].startContainer.parentElement.scrollIntoView({ block: "center" });
})();
