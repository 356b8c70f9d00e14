/* The search page: words and facets, kept in the address; each hit told by where it stands and led to its place. */
(function () {
  "use strict";
  var site = new URL("..", document.currentScript.src).href;
  var get = function (id) { return document.getElementById(id); };
  var words = get("words"), facets = get("facets"), tell = get("tell"), order = get("order"), list = get("hits"), more = get("more");
  var NAMES = { speaker: "Speaker", agency: "Agency", outlet: "Outlet", kind: "Kind", year: "Year" };
  var SHOWN = 10, PLACES = 3, AROUND = 12, BESIDE = 5, MANY = 250, WORDS = 12;
  var state = new URLSearchParams(location.search), run = 0, hits = [], shown = 0;

  var make = function (name, text, kind) {
    var node = document.createElement(name);
    if (text) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  var keep = function () {
    var text = state.toString();
    try { history.replaceState(null, "", location.pathname + (text ? "?" + text : "")); } catch (refused) { /* some browsers refuse this on file: */ }
  };

  /* ---- facets: a list for each, with counts that follow the search ---- */
  var offer = function (all) {
    Object.keys(NAMES).forEach(function (name) {
      var values = Object.keys(all[name] || {});
      if (values.length < 2) return;
      values.sort(name === "year" ? function (a, b) { return b.localeCompare(a); } : function (a, b) { return all[name][b] - all[name][a] || a.localeCompare(b); });
      var kept = state.get(name);
      if (kept && values.indexOf(kept) >= MANY) values.splice(MANY - 1, 0, kept);
      var box = make("p"), label = make("label", NAMES[name]), select = make("select");
      select.id = "facet-" + name; select.name = name; label.htmlFor = select.id;
      select.append(new Option("any", ""));
      values.slice(0, MANY).forEach(function (value) { select.append(new Option(value, value)); });
      select.value = kept || "";
      box.append(label, select); facets.append(box);
    });
  };
  var count = function (now) {
    facets.querySelectorAll("select").forEach(function (select) {
      Array.from(select.options).forEach(function (option) {
        if (option.value) option.textContent = option.value + " (" + ((now[select.name] || {})[option.value] || 0) + ")";
      });
    });
  };
  var chosen = function () {
    var found = {};
    Object.keys(NAMES).forEach(function (name) { if (state.get(name)) found[name] = state.get(name); });
    return found;
  };

  /* ---- where a hit stands: in a quote, beside a figure, or in the running text ---- */
  var place = function (data, told, at) {
    var quote = null, figure = null, ends = {};
    data.anchors.forEach(function (one) { if (/-end$/.test(one.id)) ends[one.id.slice(0, -4)] = one.location; });
    data.anchors.forEach(function (one) {
      if (one.id in ends && one.location <= at && at < ends[one.id]) quote = one;
      if (one.id[0] === "f" && Math.abs(one.location - at) <= BESIDE && (!figure || Math.abs(one.location - at) < Math.abs(figure.location - at))) figure = one;
    });
    if (quote) return { id: quote.id, text: told[quote.id] ? "In a quote by " + told[quote.id] : "In a quote" };
    if (figure) return { id: figure.id, text: "Beside a figure" + (told[figure.id] ? " of " + told[figure.id] : "") };
    return { id: "", text: "" };
  };
  var excerpt = function (text, locations, at) {
    var from = Math.max(0, at - AROUND), to = Math.min(text.length, at + AROUND + 1), node = make("span", "", "src");
    if (from) node.append("… ");
    for (var n = from; n < to; n += 1) {
      node.append(locations.has(n) ? make("mark", text[n]) : text[n], n + 1 < to ? " " : "");
    }
    if (to < text.length) node.append(" …");
    return node;
  };
  var show = function (data) {
    var item = make("li"), text = data.content.split(/\s+/), at = new Set(data.locations), told = {};
    try { told = JSON.parse(data.meta.places || "{}"); } catch (broken) { /* an index of another version */ }
    var forms = Array.from(new Set(data.locations.map(function (n) { return (text[n] || "").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").toLowerCase(); }))).filter(Boolean).slice(0, WORDS);
    var address = site + data.raw_url.replace(/^\//, "") + (words.value.trim() && forms.length ? "?found=" + encodeURIComponent(forms.join(" ")) : "");
    var link = make("a", data.meta.title), head = make("h2"), ways = make("ul"), last = -Infinity;
    link.href = address; head.append(link);
    item.append(make("p", [data.meta.outlet, data.meta.published].filter(Boolean).join(" · "), "slug"), head, ways);
    data.locations.some(function (n) {
      if (n - last <= AROUND) return false;
      last = n;
      var where = place(data, told, n), way = make("li"), go = make("a", where.text || "In the text", "at");
      go.href = address + (where.id ? "#" + where.id : "");
      way.append(excerpt(text, at, n), " ", go); ways.append(way);
      return ways.children.length >= PLACES;
    });
    if (!ways.children.length) { ways.remove(); item.append(make("p", text.slice(0, 2 * AROUND).join(" ") + " …", "src")); }
    list.append(item);
  };

  /* ---- searching ---- */
  var next = function (token) {
    return Promise.all(hits.slice(shown, shown + SHOWN).map(function (hit) { return hit.data(); })).then(function (all) {
      if (token !== run) return;
      all.forEach(show);
      shown += all.length; more.hidden = shown >= hits.length;
    });
  };
  var search = function () {
    var token = run += 1, filters = chosen(), asked = words.value.trim();
    keep();
    return window.onrecordSearch.start().then(function (engine) {
      return engine.search(asked || null, { filters: filters, sort: order.value ? { date: order.value } : undefined });
    }).then(function (answer) {
      if (token !== run) return null;
      hits = answer.results; shown = 0; list.replaceChildren(); more.hidden = true;
      order.parentNode.hidden = !hits.length;
      count(answer.filters);
      tell.textContent = hits.length === 1 ? "1 source found" : hits.length ? hits.length.toLocaleString("en") + " sources found" : "Nothing found. Fewer or other words may help.";
      return next(token);
    }).catch(function (error) { if (token === run) tell.textContent = "The search could not be run. " + error.message; });
  };

  var timer = 0;
  words.value = state.get("q") || "";
  order.value = state.get("order") || "";
  words.addEventListener("input", function () {
    clearTimeout(timer);
    if (words.value.trim()) state.set("q", words.value.trim()); else state.delete("q");
    timer = setTimeout(search, 150);
  });
  order.addEventListener("change", function () { if (order.value) state.set("order", order.value); else state.delete("order"); search(); });
  facets.addEventListener("change", function (event) {
    if (event.target.value) state.set(event.target.name, event.target.value); else state.delete(event.target.name);
    search();
  });
  more.addEventListener("click", function () { next(run); });
  tell.textContent = "Opening the index …";
  window.onrecordSearch.start().then(function (engine) { return engine.filters(); }).then(function (all) {
    offer(all);
    tell.textContent = "";
    if (state.toString()) return search();
    return null;
  }).catch(function (error) { tell.textContent = "The search could not be opened. " + error.message; });
})();
