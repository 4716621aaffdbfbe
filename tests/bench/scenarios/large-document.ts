import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs } from '#tests/builders/browser';
import { startProduct } from '#tests/builders/product';
import { readTrace, TRACE_CATEGORIES, type MainThread } from '../large-document/main-thread';
import { OtherWriters } from '../large-document/other-writers';
import { openToEdit, setScene } from '../large-document/scene';
import { median } from '../report/median';
import type { Measurement } from './scenario';

const OPENINGS = 5;
const KEYS = 120;
/** Milliseconds between two keys: what a key sets off is over before the next. */
const PAUSE = 150;

/** What a person at the keyboard feels of a text of 45 pages with 60 comments, alone and beside nine others. Ours alone. */
export async function largeDocument(): Promise<Measurement[]> {
  const product = await startProduct();
  const browser = await openBrowser();
  try {
    const scene = await setScene(product.url);
    const page = await browser.newPage();
    await signInAs(page, product.url, 'helen.marsh');
    const openings: number[] = [];
    for (let times = 0; times < OPENINGS; times += 1) openings.push(await openToEdit(page, scene));
    const alone = await traced(browser, page);
    const framesAlone = await scrolled(page);
    const others = await OtherWriters.arrive(product.url, scene);
    others.begin();
    const together = await traced(browser, page);
    const frames = await scrolled(page);
    others.leave();
    return [
      { figure: 'editing page of 45 pages: first opening', value: openings[0]!, unit: 'ms' },
      { figure: 'the same, median of 5', value: median(openings), unit: 'ms' },
      ...typing('typing alone', alone),
      ...typing('typing beside nine others', together),
      ...scrolling('scrolling alone', framesAlone),
      ...scrolling('scrolling beside nine others', frames)
    ];
  } finally {
    await browser.close();
    await product.remove();
  }
}

async function traced(browser: Browser, page: Page): Promise<MainThread> {
  await page.locator('.draft-text > p').nth(150).click();
  await page.keyboard.type('warm up ', { delay: PAUSE });
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await page.keyboard.type('the quick brown fox '.repeat(KEYS / 20), { delay: PAUSE });
  return readTrace(await browser.stopTracing());
}

function typing(what: string, { perKey, longest }: MainThread): Measurement[] {
  return [
    { figure: `${what}: work of the page per key, p50`, value: median(perKey), unit: 'ms' },
    { figure: `${what}: work of the page per key, p95`, value: share(perKey, 0.95), unit: 'ms' },
    { figure: `${what}: longest piece of work, p50`, value: median(longest), unit: 'ms' },
    { figure: `${what}: longest piece of work, p95`, value: share(longest, 0.95), unit: 'ms' }
  ];
}

/** Milliseconds from which on a frame is felt as a stop. */
const LONG = 50;

function scrolling(what: string, frames: readonly number[]): Measurement[] {
  const long = frames.filter((frame) => frame > LONG);
  return [
    { figure: `${what}: 95 % of frames within`, value: share(frames, 0.95), unit: 'ms' },
    { figure: `${what}: longest frame`, value: Math.max(...frames), unit: 'ms' },
    {
      figure: `${what}: frames of more than ${LONG} ms`,
      value: (100 * long.length) / frames.length,
      unit: '%'
    }
  ];
}

/** Runs in the page: notes when each frame is drawn. As text, since what compiles these files adds to functions. */
const NOTE_FRAMES = `{
  const times = (window.frameTimes = []);
  const note = (now) => {
    if (window.frameTimes !== times) return;
    times.push(now);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  scrollTo(0, 0);
}`;

/** Nothing is noted any more: it would be work beside what is measured next. */
const TAKE_FRAMES = `() => {
  const times = window.frameTimes;
  delete window.frameTimes;
  return times;
}`;

/** Milliseconds between frames while the page scrolls from top to bottom by the wheel. */
async function scrolled(page: Page): Promise<number[]> {
  await page.evaluate(NOTE_FRAMES);
  await page.mouse.move(600, 500);
  for (let turn = 0; turn < 100; turn += 1) await page.mouse.wheel(0, 300);
  const times = await page.evaluate<number[]>(`(${TAKE_FRAMES})()`);
  return times.slice(1).map((time, index) => time - times[index]!);
}

function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
