// @ts-check
/**
 * In: the files of facts beside the page. Out: arrays, the calendar they are counted in, and the words that numbers are told in. Nothing
 * in here touches the page, but for the loading of a file.
 */
"use strict";

(() => {
  const site = (window.learningTimeline ??= /** @type {any} */ ({}));
  const DAY = 86_400_000;
  const LIMIT = 50_000;
  /**
   * Numbers from zero on, as `letters` in Python writes them.
   * @param {string} text
   */
  function unpacked(text) {
    const numbers = [];
    const numberAt = (/** @type {number} */ index) => {
      const code = text.charCodeAt(index);
      return code - (code > 92 ? 36 : 35);
    };
    for (let index = 0; index < text.length; index += 1) {
      const number = numberAt(index);
      if (number < LIMIT) numbers.push(number);
      else {
        numbers.push(numberAt(index + 1) * LIMIT + numberAt(index + 2));
        index += 2;
      }
    }
    return numbers;
  }

  /**
   * Distances between neighbours as the days themselves.
   * @param {number[]} steps
   * @param {number} begin
   */
  function summed(steps, begin = 0) {
    const days = new Int32Array(steps.length);
    let day = begin;
    steps.forEach((step, index) => (days[index] = day += step));
    return days;
  }

  /** @type {Facts | undefined} */
  let facts;
  site.facts = () => {
    if (facts) return facts;
    /** @type {FactsFile} */
    const file = site.files.facts;
    facts = {
      origin: Date.parse(file.first),
      today: file.today,
      topics: file.topics.map(([slug, name, colour]) => ({ slug, name, colour })),
      aliases: file.aliases,
      days: summed(unpacked(file.days)),
      topicOf: new Uint16Array(unpacked(file.topicOf)),
      later: file.later,
      titles: {},
    };
    return facts;
  };

  // A disk shows a folder's files where a host shows its page.
  site.pageAt = (address) => (location.protocol === "file:" && address.endsWith("/") ? `${address}index.html` : address);

  /** The page's root, since all files are named from there. */
  const root = document.currentScript?.dataset.root ?? "";
  site.load = (name) => loaded(`${root}${site.facts().later[name]}`).then(() => receive(name));

  /** @param {string} name */
  function receive(name) {
    const file = site.files[name];
    if (!file) return;
    if (name === "amounts") {
      site.facts().amounts = {
        words: new Uint32Array(unpacked(file.words)),
        days: summed(unpacked(file.days), file.begin),
        hours: new Uint8Array(unpacked(file.hours)),
        posts: new Uint32Array(unpacked(file.posts)),
        kept: rowsOf(unpacked(file.kept)),
      };
    } else if (name === "world") site.facts().world = file;
    else if (name === "resources") {
      site.facts().resources = file.map((/** @type {[number, number | null, number, string]} */ [on, lag, topic, title]) => ({ on, lag, topic, title }));
    }
    else if (name.startsWith("titles-")) site.facts().titles[name.replace("titles-", "")] = file;
    else return;
    delete site.files[name];
  }

  /**
   * @param {number[]} numbers
   * @returns {Amounts["kept"]}
   */
  function rowsOf(numbers) {
    const rows = [];
    for (let at = 0; at < numbers.length; at += 4) rows.push(/** @type {any} */ (numbers.slice(at, at + 4)));
    return rows;
  }

  // How many posts there are before a day, which is the position of the first one from it on.
  site.postsBefore = (day) => {
    const { days } = site.facts();
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[middle] < day) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /** @param {number} day */
  const date = (day) => new Date(site.facts().origin + day * DAY);
  /** @param {number} milliseconds */
  const dayIn = (milliseconds) => Math.round((milliseconds - site.facts().origin) / DAY);
  /** @param {number} year @param {number} month @param {number} [date] */
  const dayAt = (year, month, date = 1) => dayIn(Date.UTC(year, month, date));
  /** @type {Record<Grain, number>} */
  const MONTHS_OF = { month: 1, quarter: 3, year: 12 };

  // Dates are slow, and charts ask for each post how its day is written and in which period it is: each is worked out once.

  /** @type {Record<number, string>} */
  const isoDays = {};
  /** @type {Partial<Record<Grain, Int32Array>>} */
  const starts = {};
  /** The first day of the period of each day from the first post to today. @param {Grain} grain */
  function startsOf(grain) {
    let days = starts[grain];
    if (days) return days;
    days = starts[grain] = new Int32Array(site.facts().today + 1);
    for (let start = startOf(0, grain), on = 0; on < days.length; start = calendar.next(start, grain)) {
      const next = Math.min(calendar.next(start, grain), days.length);
      days.fill(start, on, next);
      on = next;
    }
    return days;
  }

  /** @param {number} day @param {Grain} grain */
  function startOf(day, grain) {
    const at = date(day);
    const month = Math.floor(at.getUTCMonth() / MONTHS_OF[grain]) * MONTHS_OF[grain];
    return dayAt(at.getUTCFullYear(), month);
  }

  /** @type {number | undefined} */
  let firstWeekday;
  /** @type {Map<number, ReturnType<Calendar["week"]>>} */
  const weeks = new Map();
  /** @param {number} monday */
  function weekOf(monday) {
    const year = date(monday + 3).getUTCFullYear();
    const first = dayAt(year, 0, 4);
    return { year, week: Math.floor((monday + 7 - first + ((date(first).getUTCDay() + 6) % 7)) / 7), monday };
  }

  /** @type {Calendar} */
  const calendar = {
    iso: (day) => (isoDays[day] ??= date(day).toISOString().slice(0, 10)),
    dayOf: (iso) => dayIn(Date.parse(iso)),
    dayAt,
    date,
    start: (day, grain) => startsOf(grain)[day] ?? startOf(day, grain),
    next(start, grain) {
      const at = date(start);
      return dayAt(at.getUTCFullYear(), at.getUTCMonth() + MONTHS_OF[grain]);
    },
    periods(from, to, grain) {
      const starts = [];
      for (let start = calendar.start(from, grain); start <= to; start = calendar.next(start, grain)) starts.push(start);
      return starts;
    },
    grain(from, to) {
      const years = (to - from) / 365.25;
      return years < 3 ? "month" : years < 12 ? "quarter" : "year";
    },
    name(start, grain) {
      const at = date(start);
      const year = at.getUTCFullYear();
      if (grain === "month") return `${SHORT_MONTHS[at.getUTCMonth()]} ${year}`;
      return grain === "quarter" ? _("%(year)s Q%(number)s", { year, number: Math.floor(at.getUTCMonth() / 3) + 1 }) : `${year}`;
    },
    week(day) {
      firstWeekday ??= (date(0).getUTCDay() + 6) % 7;
      const monday = day - ((((day + firstWeekday) % 7) + 7) % 7);
      let found = weeks.get(monday);
      if (!found) weeks.set(monday, (found = weekOf(monday)));
      return found;
    },
  };
  site.calendar = calendar;

  /** @param {number} post */
  const decadeOf = (post) => Math.floor(date(site.facts().days[post]).getUTCFullYear() / 10) * 10;
  site.titleFiles = (posts) => [...new Set(posts.map((post) => `titles-${decadeOf(post)}`))];
  site.titleOf = (post) => {
    const decade = decadeOf(post);
    return site.facts().titles[decade]?.[post - site.postsBefore(dayAt(decade, 0))] ?? ["", ""];
  };

  /** @param {string} text */
  const spaced = (text) => text.split(/\s+/).filter(Boolean).join(" ");

  /** @type {Wording} */
  const words = {
    number,
    counted,
    listed,
    day: (day) => dateName(date(day)),
    days: (first, last) => dateNames.formatRange(date(first), date(last)),
    percent(part, whole) {
      const share = (100 * part) / whole;
      return share > 0 && share < 1 ? _("under %(percent)s", { percent: "1 %" }) : `${Math.round(share)} %`;
    },
    duration(days) {
      if (days >= 730) return counted(Math.floor(days / 365.25 + 0.05), "year");
      return days >= 60 ? counted(Math.floor(days / 30.44 + 0.05), "month") : counted(days, "day");
    },
    cut(text, most) {
      const line = spaced(text);
      const letters = [...line];
      return letters.length <= most ? line : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
    },
    // Plotly reads a kind of HTML and TeX in every text.
    plotly: (text) =>
      spaced(text)
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;")
        .replace(/\$/g, "&#36;"),
  };
  site.words = words;
})();
