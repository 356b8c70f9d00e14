/* Lists: narrowing that is kept in the address, tables that sort, quotes to copy, rows to take away. Without script the whole list stands there. */
(function () {
  "use strict";

  /* ---- what a row says of itself, read from its links, its date and its classes; `data-` where it does not show it ---- */
  var id = function (link) { return link.getAttribute("href").replace(/^.*\/|\.html(#.*)?$/g, ""); };
  var told = function (row) {
    if (row.told) return row.told;
    var at = row.querySelector("a.at, td:last-child > a"), by = row.querySelector(".meta a, td.by > a");
    var time = row.querySelector("time"), margin = row.querySelector(".meta b"), strokes = row.querySelector(".strokes");
    var own = row.closest("[data-by]"), outlet = own && margin ? margin.firstChild : at || margin;
    row.told = {
      kind: row.closest("table") ? row.closest("table").id : "",
      form: !row.matches(".para") ? "direct" : row.matches(".mix") ? "mixed" : "indirect",
      who: by ? id(by) : "-",
      by: by ? by.textContent : own ? own.dataset.by : "",
      date: time ? time.dateTime : "",
      year: row.dataset.year || (time ? time.dateTime.slice(0, 4) : "undated"),
      said: outlet ? outlet.textContent : "",
      outlet: row.dataset.outlet || (outlet ? outlet.textContent : "-"),
      source: at ? id(at) : "",
      speaks: strokes && strokes.dataset.v > 0 ? "yes" : "no"
    };
    return row.told;
  };

  /* ---- narrowing ---- */
  var box = document.querySelector(".filters"), rows = Array.from(document.querySelectorAll(".entry, table:is(.list, .names) > tbody > tr"));
  if (box) {
    var state = new URLSearchParams(location.search), out = box.querySelector(".state"), words = box.querySelector("input");
    var buttons = box.querySelectorAll("button"), lists = box.querySelectorAll("select");
    var names = Array.from(new Set(Array.from(buttons).concat(Array.from(lists)).map(function (one) { return one.name; })));
    var clear = document.createElement("button");
    clear.type = "button"; clear.className = "clear"; clear.textContent = "Show all"; out.after(clear);
    var apply = function () {
      var seen = 0, sought = (state.get("words") || "").toLocaleLowerCase();
      rows.forEach(function (row) {
        var fits = names.every(function (name) { return !state.get(name) || told(row)[name] === state.get(name); });
        if (fits && sought) fits = row.textContent.toLocaleLowerCase().includes(sought);
        row.hidden = !fits;
        if (fits) seen += 1;
      });
      buttons.forEach(function (b) { b.setAttribute("aria-pressed", String(state.get(b.name) === b.value)); });
      lists.forEach(function (list) { list.value = state.get(list.name) || ""; });
      document.querySelectorAll("[data-group]").forEach(function (group) { group.hidden = !rows.some(function (row) { return !row.hidden && group.contains(row); }); });
      document.querySelectorAll(".parts a:not([href^='#'])").forEach(function (way) { way.search = state.toString(); });
      clear.hidden = !state.toString();
      out.textContent = seen === rows.length ? "All " + rows.length + " shown" : seen + " of " + rows.length + " shown";
    };
    var keep = function (name, value) {
      if (value) state.set(name, value); else state.delete(name);
      var text = state.toString();
      try { history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash); } catch (refused) { /* some browsers refuse this on file: */ }
      apply();
    };
    box.addEventListener("click", function (e) {
      var b = e.target.closest("button");
      if (b === clear) {
        names.concat("words").forEach(function (name) { state.delete(name); });
        if (words) words.value = "";
        keep("", "");
        (words || box.querySelector("select, button")).focus();
      } else if (b) keep(b.name, state.get(b.name) === b.value ? "" : b.value);
    });
    box.addEventListener("change", function (e) { if (e.target.matches("select")) keep(e.target.name, e.target.value); });
    if (words) {
      words.value = state.get("words") || "";
      words.addEventListener("input", function () { keep("words", words.value.trim()); });
    }
    apply();
  }

  /* ---- sorting: by data-v as a number, by data-s or the cell's words as text; what is unknown comes last ---- */
  var key = function (row, column) {
    var cell = row.cells[column], number = cell.dataset.v;
    if (number !== undefined && number !== "" && !isNaN(number)) return parseFloat(number);
    return number || cell.dataset.s || cell.textContent.trim();
  };
  var compare = function (a, b) {
    if (a === "" || b === "") return a === b ? 0 : null;
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a.localeCompare(b);
  };
  document.querySelectorAll("table[data-sort]").forEach(function (table) {
    table.querySelectorAll("thead th[data-key]").forEach(function (head) {
      var column = head.cellIndex, button = document.createElement("button");
      button.type = "button"; button.textContent = head.textContent; head.textContent = ""; head.append(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
        table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        Array.from(body.rows).map(function (row) { return [key(row, column), row]; }).sort(function (a, b) {
          var order = compare(a[0], b[0]);
          return order === null ? (a[0] === "" ? 1 : -1) : up ? order : -order;
        }).forEach(function (pair) { body.append(pair[1]); });
      });
    });
  });

  /* ---- copying a quote with who, where, when and its address ---- */
  var copy = function (text, done) {
    if (navigator.clipboard && isSecureContext) { navigator.clipboard.writeText(text).then(done, function () {}); return; }
    var area = document.createElement("textarea");
    area.value = text; document.body.append(area); area.select();
    document.execCommand("copy"); area.remove(); done();
  };
  document.querySelectorAll(".entry:not(.plain)").forEach(function (entry) {
    var b = document.createElement("button");
    b.type = "button"; b.textContent = "Copy with source";
    entry.querySelector(".under").append(b);
    b.addEventListener("click", function () {
      var said = Array.from(entry.querySelectorAll(".sayin")).map(function (piece) { return piece.textContent; });
      var place = entry.querySelector("a.at"), known = told(entry), time = entry.querySelector("time");
      var cite = [entry.matches(".for") ? "for " + known.by : known.by, entry.dataset.cite || known.said, time ? time.textContent : ""].filter(Boolean).join(", ");
      copy(said.join(" … ") + " (" + cite + ") " + place.href, function () {
        b.textContent = "Copied";
        setTimeout(function () { b.textContent = "Copy with source"; }, 1500);
      });
    });
  });

  /* ---- the rows that are shown, as a table for a spreadsheet: as in data/, with no cell that it would run ---- */
  var flat = function (text) { return (text || "").replace(/\s+/g, " ").trim(); };
  var cell = function (text) {
    if (/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) && !/^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  var heads = function (row) {
    if (row.matches(".entry")) return ["speaker", "form", "words", "outlet", "published", "address"];
    var columns = Array.from(row.closest("table").tHead.rows[0].cells);
    return columns.map(function (head) { return flat(head.textContent).toLowerCase(); }).concat("address");
  };
  var values = function (row) {
    var link = row.querySelector("a.at") || row.querySelector("td:last-child a, th a") || row.querySelector("a");
    if (!row.matches(".entry")) {
      return Array.from(row.cells).map(function (td) { return flat(td.matches("td[data-s]") ? td.dataset.s : td.matches(".strokes, .r[data-v]") ? td.dataset.v : td.textContent); }).concat(link ? link.href : "");
    }
    var said = Array.from(row.querySelectorAll(".sayin")).map(function (piece) { return flat(piece.textContent); });
    var known = told(row);
    return [known.by, known.form, said.join(" … "), known.outlet === "-" ? "" : known.outlet, known.date, link.href];
  };
  document.querySelectorAll("[data-take]").forEach(function (place) {
    var b = document.createElement("button");
    b.type = "button"; b.textContent = "What is shown here, as CSV";
    place.append(b);
    b.addEventListener("click", function () {
      var shown = Array.from(document.querySelectorAll(place.dataset.rows)).filter(function (row) { return !row.closest("[hidden]"); });
      if (!shown.length) return;
      var lines = [heads(shown[0])].concat(shown.map(values)).map(function (line) { return line.map(cell).join(","); });
      var file = document.createElement("a");
      file.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
      file.download = place.dataset.take + ".csv";
      file.click();
      setTimeout(function () { URL.revokeObjectURL(file.href); }, 1000);
    });
  });

  /* ---- a concordance can be read as whole sentences ---- */
  document.querySelectorAll(".kwic:not(.whole)").forEach(function (list) {
    var b = document.createElement("button");
    b.type = "button"; b.className = "kwic-all"; b.textContent = "Show whole sentences"; b.setAttribute("aria-pressed", "false");
    list.after(b);
    b.addEventListener("click", function () { b.setAttribute("aria-pressed", String(list.classList.toggle("whole"))); });
  });
})();
