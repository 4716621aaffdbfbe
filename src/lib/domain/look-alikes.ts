interface LookAlike {
  readonly alphabet: string;
  readonly latin: string;
}

/** Pairs of a letter and the Latin letter it looks like, one after the other. */
const CYRILLIC = 'аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌGҮYԚQԜW';
/** Without those that stand for themselves in medicine (α, β, γ, μ, Ω) and look like no Latin letter. */
const GREEK = 'οoνvιiκkρpτtυuχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX';
const ARMENIAN = 'օoսuհhոnցgԼLՕOՍUՏSԱU';
const CHEROKEE = 'ᎪAᏴBᏟCᎠDᎬEᎻHᎫJᏦKᏞLᎷMᏢPᏒRᏚSᎢTᏙVᏔWᏃZ';
const PHONETIC = 'ɑaɡgɩi';

export const LOOK_ALIKES: ReadonlyMap<string, LookAlike> = new Map([
  ...pairs('Cyrillic', CYRILLIC),
  ...pairs('Greek', GREEK),
  ...pairs('Armenian', ARMENIAN),
  ...pairs('Cherokee', CHEROKEE),
  ...pairs('phonetic', PHONETIC),
  ...shifted('full-width', 0xff21, 'A', 26),
  ...shifted('full-width', 0xff41, 'a', 26),
  ...mathematical()
]);

function pairs(alphabet: string, letters: string): [string, LookAlike][] {
  const all = [...letters];
  return all.flatMap((letter, index): [string, LookAlike][] =>
    index % 2 === 0 ? [[letter, { alphabet, latin: all[index + 1] ?? '' }]] : []
  );
}

function shifted(alphabet: string, from: number, latin: string, count: number): [string, LookAlike][] {
  const start = latin.codePointAt(0) ?? 0;
  return Array.from({ length: count }, (_, index) => [
    String.fromCodePoint(from + index),
    { alphabet, latin: String.fromCodePoint(start + index) }
  ]);
}

/** Bold, italic, script, … letters for formulas: thirteen alphabets of 52 letters each, one after the other. */
function mathematical(): [string, LookAlike][] {
  return Array.from({ length: 13 }, (_, index) => 0x1d400 + 52 * index).flatMap((from) => [
    ...shifted('mathematical', from, 'A', 26),
    ...shifted('mathematical', from + 26, 'a', 26)
  ]);
}
