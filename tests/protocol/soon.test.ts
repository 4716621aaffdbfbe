import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { soon } from '#editor/soon';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function counted() {
  const run = vi.fn();
  return { run, call: soon(run) };
}

test('SPC-76 what stands beside the text follows a caret within 60 ms, once for however many moves', () => {
  const { run, call } = counted();
  for (let times = 0; times < 10; times += 1) call();
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60);
  expect(run).toHaveBeenCalledTimes(1);
  call();
  vi.advanceTimersByTime(60);
  expect(run).toHaveBeenCalledTimes(2);
});

test('SPC-76 while letters come it waits until they rest, and for one second at most', () => {
  const { run, call } = counted();
  for (let letter = 0; letter < 6; letter += 1) {
    call(true);
    vi.advanceTimersByTime(150);
  }
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(1);
  for (let letter = 0; letter < 20; letter += 1) {
    call(true);
    vi.advanceTimersByTime(150);
  }
  expect(run).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(4);
});

test('SPC-76 a caret that moves is not kept waiting by letters before or after it', () => {
  const { run, call } = counted();
  call(true);
  call();
  call(true);
  vi.advanceTimersByTime(60);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(1);
});
