import { expect, it } from 'vitest';
import { LogOutput } from '#server/log-output';

/** A disk that takes so many bytes, or fails. */
function disk() {
  let space = Infinity;
  let stands = '';
  const write = (bytes: Uint8Array) => {
    if (space === 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const taken = bytes.subarray(0, space);
    space -= taken.length;
    stands += Buffer.from(taken).toString();
    return taken.length;
  };
  return {
    output: new LogOutput(write),
    lines: () => stands.split('\n'),
    leave: (bytes: number) => (space = bytes)
  };
}

it('OBS-14 what cannot be written is dropped, and the next line says how much that was', () => {
  const { output, lines, leave } = disk();
  output.write('one\n');
  leave(0);
  output.write('two\n');
  output.write('three\n');
  expect(lines()).toEqual(['one', '']);
  leave(Infinity);
  output.write('four\n');
  output.write('five\n');
  const [first, lost, ...rest] = lines();
  expect(first).toBe('one');
  expect(JSON.parse(lost!)).toMatchObject({ level: 40, event: 'log lines lost', count: 2 });
  expect(rest).toEqual(['four', 'five', '']);
});

it('OBS-14 half a line stays alone', () => {
  const { output, lines, leave } = disk();
  leave(2);
  output.write('one\n');
  leave(Infinity);
  output.write('two\n');
  const [half, lost, ...rest] = lines();
  expect(half).toBe('on');
  expect(JSON.parse(lost!)).toMatchObject({ count: 1 });
  expect(rest).toEqual(['two', '']);
});
