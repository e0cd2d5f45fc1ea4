// What the page's scripts share. They are classic scripts, so that pages work from a disk, and meet in one global object.

/** The words of scripts in another language than English, from words.js. */
interface ScriptWords {
  /** By BCP 47. */
  lang: string;
  messages: Record<string, string>;
  /** The forms of each message that counts, by its form for one, each by the category of the CLDR that it belongs to. */
  counted: Record<string, Record<string, string>>;
  /** What Plotly needs to write dates. */
  plotly?: Attributes;
}

interface Window {
  learningTimelineWords?: ScriptWords;
}

type Measure = "posts" | "words" | "revisions";
type Grain = "month" | "quarter" | "year";
type Attributes = Record<string, any>;

/** Days count from the first post's, which is day 0. */
interface Choice {
  from: number;
  to: number;
  /** Slugs; none stands for all. */
  topics: string[];
  measure: Measure;
  share: boolean;
}

/** facts.js of the timeline, as Python writes it. */
interface FactsFile {
  first: string;
  today: number;
  topics: [slug: string, name: string, colour: string][];
  aliases: Record<string, string>;
  days: string;
  topicOf: string;
  later: Record<string, string>;
}

/** What is known of words and revisions; loaded when a chart asks for it. */
interface Amounts {
  /** Words of each post. */
  words: Uint32Array;
  /** Day, hour and post of each revision, by time. */
  days: Int32Array;
  hours: Uint8Array;
  posts: Uint32Array;
  /** Rows of topic, year, words written, words kept. */
  kept: [topic: number, year: number, written: number, kept: number][];
}

interface Topic {
  slug: string;
  name: string;
  colour: string;
}

interface Facts {
  /** Midnight of day 0, as milliseconds in UTC; days have no zone. */
  origin: number;
  today: number;
  topics: Topic[];
  aliases: Record<string, string>;
  /** Day and topic of each post, by time. */
  days: Int32Array;
  topicOf: Uint16Array;
  later: Record<string, string>;
  amounts?: Amounts;
  world?: WorldSeries[];
  resources?: Resource[];
  titles: Record<string, [title: string, url: string][]>;
}

/** Something that was studied: the day on which it was first learned, and how many days before that it was published, if that is known. */
interface Resource {
  on: number;
  lag: number | null;
  topic: number;
  title: string;
}

/** A number of the world over time; its values are places on its axis. */
interface WorldSeries {
  slug: string;
  name: string;
  about: string;
  better: "higher" | "lower";
  human: [level: number, words: string] | null;
  axis: { range: [number, number] } & Attributes;
  points: [date: string, level: number, label: string, value: string, isBest: 0 | 1, weight: number, caution: string][];
}

/** What a view is given: the facts and what is selected of them. */
interface ViewContext {
  facts: Facts;
  selection: Choice;
  /** Positions of the selected posts. */
  posts: number[];
  /** Whether the topic of this position is selected. */
  hasTopic: (topic: number) => boolean;
  isWhole: boolean;
  isNarrow: boolean;
  /** What is chosen in the figure itself; empty where there is no choice. */
  chosen: string;
  /** The looks of traces, and the layout; colours are placeholders of the theme. */
  data: ChartData;
}

/** What a trace shows: its rows, whose columns its look names, and values of all of it that the look names. */
type TraceValues = { role: string; rows?: object[] } & Attributes;

/** What a view answers. */
interface Drawing {
  traces: TraceValues[];
  /** Attributes of the layout that differ, by dotted path. */
  layout: Attributes;
  height?: number;
  /** Where it is another one than that of the whole journal; else the subject. */
  title?: string;
  sentence: string;
  key?: [level: number, meaning: string][];
  keyOf?: string;
  /** What a click on a point chooses: a topic by its slug, or a window of time. */
  targets?: (string | [from: number, to: number])[];
  /** Where they are others than those of the whole journal. */
  columns?: string[];
  /** Of columns after these: names of the author's own, which no language translates. */
  names?: string[];
  rows: (string | number)[][];
}

interface View {
  /** Files that have to be loaded before. */
  needs?: (context: ViewContext) => string[];
  draw: (context: ViewContext) => Drawing;
}

/** A figure's JSON island. */
interface ChartData {
  data?: Attributes[];
  /** How the traces of each role look, with names of columns in place of values. */
  looks?: Record<string, Attributes>;
  /** How much is drawn. */
  limits: { rows: number; marks: number; months: number; fewest: number; label: number; narrow_label: number; room: number; ticks: number };
  /** How shapes and annotations look, by role. */
  marks: Record<string, Attributes>;
  /** Of the table of the whole journal. */
  columns?: string[];
  layout: Attributes;
  narrow: Attributes;
  measures: Record<string, { traces: Attributes[]; key: [number, string][] }>;
  tokens: Record<string, string>;
  /** What differs from the site's own way of answering the pointer. */
  config?: Attributes;
}

/** A part of the page that draws itself into its figure, without Plotly. */
type Picture = (
  context: ViewContext,
  figure: HTMLElement,
) => Omit<Drawing, "traces" | "layout">;

/** The posts of a year, as its page holds them for a comparison; days count from 1 January. */
interface YearRecord {
  first: string;
  days: number;
  lived: [first: number, last: number];
  topics: [slug: string, name: string][];
  posts: [day: number, topic: number, words: number][];
  met: string[];
  revisions: number;
}

/** One of two times that are compared; days count from its first. */
interface Side {
  name: string;
  first: string;
  days: number;
  /** The first and the last of its days that the journal has seen. */
  lived: [first: number, last: number];
  topics: Pick<Topic, "slug" | "name">[];
  posts: [day: number, topic: number, words: number][];
  /** Slugs of the topics whose first post lies in it. */
  met: string[];
  revisions: number;
}

interface Exporting {
  /** A figure as a picture that can be kept by itself, as the text of an SVG. */
  framed: (figure: HTMLElement, plotted: string | null) => string;
  pngOf: (svg: string) => Promise<Blob>;
  csvOf: (table: { columns: string[]; names: string[]; rows: (string | number)[][] }) => string;
  save: (name: string, blob: Blob) => void;
}

interface LearningTimeline {
  files: Record<string, any>;
  /** Draws the charts in a part of the page when they come near the screen. */
  startCharts: (root: ParentNode) => void;
  /** Draws again what the selection changed: at once where it is seen, else when it comes near. */
  redraw: () => void;
  /** Loads what works out the values of charts, which a first look does not need. */
  loadViews?: () => Promise<void>;
  /** The computed charts by the id of their figure, and the page's own pictures. */
  views: Record<string, View>;
  pictures: Record<string, Picture>;
  /** A trace, of how it looks and what it shows. */
  filled: (look: any, values: TraceValues) => any;
  /** What the head of the page tells of a selection in numbers. */
  numbers: {
    needs: (context: Pick<ViewContext, "facts">) => string[];
    of: (context: Omit<ViewContext, "isNarrow" | "chosen" | "data">) => Record<string, number>;
  };
  /** What a chart is drawn for; set by the timeline page. */
  context?: () => Omit<ViewContext, "isNarrow" | "chosen" | "data">;
  /** The selection that an address asks for, with what of it could not be understood; and the address of a selection. */
  address?: {
    read: (search: string) => { selection: Choice; problems: string[] };
    write: (selection: Choice) => string;
  };
  /** Answers a window of time that was chosen in a chart; null is all of it. */
  choose?: (days: [from: number, to: number] | null, how?: { isGesture?: boolean }) => void;
  /** Ends a gesture: what waited for the hand to rest follows. */
  rest?: () => void;
  /** Told of each selection at once, also while the hand moves; and again when it rests. */
  followers?: ((isMoving: boolean) => void)[];
  /** Answers a topic or a window that was clicked in a chart. */
  pick?: (target: string | [from: number, to: number]) => void;
  /** The month that time has come to, such as "2035-10", while the life is played; in the address as well. */
  at?: string;
  /** The picture of the life: where its marks stand, as shares of the width and of the stream, and what of the width is seen. */
  life?: {
    marks: () => [number, number][];
    seen: () => [number, number];
    show: (from: number, to: number) => void;
    /** What of the width shows a time, with what lies around it. */
    window: (from: number, to: number) => [number, number];
  };
  /** Whose the numbers are, and under which licence. */
  source?: string;
  /** Makes files of pictures and numbers; comes when one is asked for. */
  exporting?: Exporting;
  /** Saves a picture of the selection, under words that say which posts it has. */
  saveCard?: () => Promise<void>;
  /** A heatmap for a plotly.js that has none; it puts the image of the cells into the layout. */
  cells?: (trace: Attributes, layout: Attributes, width: number) => Attributes;
  /** The time that the selection is compared with, as the address has it: "2035", "2030-03/2031-02" or "before"; empty for none. */
  vs?: string;
  /** Draws two times on one scale, with what was written in each as two columns; comes when it is asked for. */
  compare?: {
    yearSide: (name: string, record: YearRecord) => Side;
    show: (sides: [Side, Side], panels: [HTMLElement, HTMLElement]) => HTMLElement;
  };
  /** The anchors of the resources of each page, where there are several pages; comes when one is looked for. */
  places?: string[][];
  /** The scripts that were asked for, by address. */
  scripts?: Map<string, Promise<void>>;
  load: (name: string) => Promise<void>;
  facts: () => Facts;
  /** How many posts there are before a day, which is the position of the first one from it on. */
  postsBefore: (day: number) => number;
  /** The files that hold the titles of these posts, and a post's title and address once its file is loaded. */
  titleFiles: (posts: number[]) => string[];
  titleOf: (post: number) => [title: string, url: string];
  /** The address of a page as it can be opened: that of its file where the site lies on a disk. */
  pageAt: (address: string) => string;
  calendar: Calendar;
  words: Wording;
}

interface Calendar {
  iso: (day: number) => string;
  dayOf: (iso: string) => number;
  dayAt: (year: number, month: number, date?: number) => number;
  date: (day: number) => Date;
  start: (day: number, grain: Grain) => number;
  next: (start: number, grain: Grain) => number;
  periods: (from: number, to: number, grain: Grain) => number[];
  grain: (from: number, to: number) => Grain;
  name: (start: number, grain: Grain) => string;
  week: (day: number) => { year: number; week: number; monday: number };
}

interface Wording {
  number: (value: number) => string;
  counted: (value: number, noun: string) => string;
  day: (day: number) => string;
  /** A span of days, which names once the month or the year that both ends share. */
  days: (first: number, last: number) => string;
  listed: (names: string[]) => string;
  percent: (part: number, whole: number) => string;
  duration: (days: number) => string;
  cut: (text: string, most: number) => string;
  plotly: (text: string) => string;
}

interface Window {
  learningTimeline: LearningTimeline;
  Plotly: any;
}

/** What the search page uses of Pagefind's own module. */
interface PagefindModule {
  createInstance(options: { basePath: string; baseUrl: string; metaCacheTag: string }): PagefindIndex;
}

interface PagefindIndex {
  init(): Promise<void>;
  mergeIndex(url: string, options: { metaCacheTag: string }): Promise<void>;
  search(
    words: string | null,
    options: { filters: Record<string, string>; sort?: Record<string, "asc" | "desc"> },
  ): Promise<{ results: PagefindResult[] }>;
}

interface PagefindResult {
  data(): Promise<PagefindPost>;
}

interface PagefindPost {
  /** As it was given to the index. */
  raw_url?: string;
  content: string;
  /** Which of its words were asked for, counted from 0. */
  locations: number[];
  meta: Record<"title" | "topic" | "kind" | "date", string>;
}
