/* The proof: the text of the page, or a file of the reader's, against the hash that was taken when the site was built. */
(function () {
  "use strict";
  var text = document.querySelector(".source-text"), told = document.getElementById("proved");
  if (!text || !told || !window.crypto || !crypto.subtle) return; /* an insecure address has no hashing: nothing is offered */
  function hash(bytes) {
    return crypto.subtle.digest("SHA-256", bytes).then(function (digest) {
      return Array.prototype.map.call(new Uint8Array(digest), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    });
  }
  function tell(found, wanted, yes, no) {
    told.textContent = found === wanted ? yes : no + " Its SHA-256 is " + found + ".";
  }
  function check(element, event, act) {
    element.closest(".proof").hidden = false;
    element.addEventListener(event, act);
  }
  document.querySelectorAll(".proof button").forEach(function (button) {
    check(button, "click", function () {
      hash(new TextEncoder().encode(text.textContent)).then(function (found) {
        tell(found, button.dataset.sha256, "The text above is the text that was read, to the character.", "The text above is not the text that was read.");
      });
    });
  });
  document.querySelectorAll(".proof input").forEach(function (input) {
    check(input, "change", function () {
      var file = input.files[0];
      if (!file) return;
      file.arrayBuffer().then(hash).then(function (found) {
        tell(found, input.dataset.sha256, "\u201c" + file.name + "\u201d is the file that was read, to the byte.", "\u201c" + file.name + "\u201d is another file.");
      });
    });
  });
})();
