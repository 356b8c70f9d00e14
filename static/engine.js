/* Runs Pagefind from disk and from any address alike: what it would fetch comes from scripts, added when it is needed. */
(function () {
  "use strict";
  var folder = new URL("../search/", document.currentScript.src).href;
  var OWN = "https://search.invalid/"; // never asked: a name by which the engine's requests are told
  var waiting = new Map(), code = null, started = null;

  var add = function (name, failed) {
    var script = document.createElement("script");
    script.src = folder + name + ".js";
    script.onload = function () { script.remove(); };
    script.onerror = function () { script.remove(); failed(new Error("The search index lacks " + name)); };
    document.head.append(script);
  };
  window.onrecordSearch = {
    engine: function (text) { code(text); },
    file: function (name, encoded) {
      var bytes = Uint8Array.from(atob(encoded), function (letter) { return letter.charCodeAt(0); });
      (waiting.get(name) || []).forEach(function (done) { done(bytes); });
      waiting.delete(name);
    },
    start: function () { return started || (started = start()); }
  };
  var file = function (name) {
    return new Promise(function (done, failed) {
      var others = waiting.get(name);
      if (others) { others.push(done); return; }
      waiting.set(name, [done]);
      add(name, function (error) { waiting.delete(name); failed(error); });
    });
  };
  var fetchElsewhere = window.fetch;
  window.fetch = function (address, options) {
    var text = String(address && address.url || address);
    if (!text.startsWith(OWN)) return fetchElsewhere.call(window, address, options);
    return file(text.slice(OWN.length).replace(/[?#].*$/, "")).then(function (bytes) { return new Response(bytes); });
  };
  var start = function () {
    return new Promise(function (done, failed) { code = done; add("pagefind.js", failed); }).then(function (text) {
      var address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      return import(address).then(function (module) {
        URL.revokeObjectURL(address);
        return module.createInstance({ basePath: OWN, baseUrl: "/", noWorker: true });
      });
    }).catch(function (error) { started = null; throw error; });
  };
})();
