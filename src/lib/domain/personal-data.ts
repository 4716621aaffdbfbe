import { refuse, type Refusal } from './refusal';

/** Something in a text that could point to one person. */
export interface PersonalDataFound {
  readonly kind: 'nhs-number' | 'phone-number' | 'email-address';
  /** As it stands in the text once odd spaces and full-width digits are made plain. */
  readonly text: string;
}

/**
 * NHS numbers (ten digits with a right check digit, solid or 3-3-4), United Kingdom phone numbers and e-mail addresses.
 * Sums of money, dates, populations and service numbers are left alone. It helps a person who did not think of it; it does
 * not stop one who writes a number out in words.
 */
export function findPersonalData(text: string): PersonalDataFound[] {
  const undivided = plainDigits(text);
  const emails = found('email-address', undivided, EMAIL_ADDRESS);
  const plain = withoutDates(undivided.replace(EMAIL_ADDRESS, '\n'));
  const nhs = found('nhs-number', plain, NHS_NUMBER).filter((item) => isNhsNumber(item.text));
  const rest = nhs.reduce((left, item) => left.replace(item.text, '\n'), plain);
  const phones = found('phone-number', rest, PHONE_NUMBER).filter((item) => isPhoneNumber(item.text));
  return [...nhs, ...phones, ...emails];
}

/** What stands in texts after a change and did not before it, counted: the same number twice is a new one. */
export function newlyFound(before: readonly string[], after: readonly string[]): PersonalDataFound[] {
  const known = before.flatMap(findPersonalData);
  return after.flatMap(findPersonalData).filter(({ kind, text }) => {
    const at = known.findIndex((each) => each.kind === kind && each.text === text);
    if (at !== -1) known.splice(at, 1);
    return at === -1;
  });
}

/** True, or the refusal that stops the text with help. `field` is the form field it came from. */
export function checkPersonalData(text: string, field?: string): true | Refusal {
  const [first] = findPersonalData(text);
  if (!first) return true;
  const message = `This looks like it holds ${WORDS[first.kind]} (${first.text}). Take it out, then send it again. Nothing was sent, and your words are still here.`;
  return refuse('personal-data', field === undefined ? { message } : { message, field });
}

const WORDS: Record<PersonalDataFound['kind'], string> = {
  'nhs-number': 'an NHS number',
  'phone-number': 'a phone number',
  'email-address': 'an e-mail address'
};

/** Modulus 11: weights 10 to 2 on the first nine digits; the tenth is 11 less the remainder, 11 counting as 0. */
export function isNhsNumber(text: string): boolean {
  const digits = Array.from(text.replace(/\D/g, ''), Number);
  if (digits.length !== 10) return false;
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === digits[9];
}

/** Not part of a longer number, word, path or sum. "NHS" may stand right before the number. */
const BEFORE = String.raw`(?:(?<=nhs)|(?<![\p{L}\p{N}_/£$€]|\p{N}[.,:-]|[£$€] ))`;
const AFTER = String.raw`(?![\p{L}\p{N}_/]|[.,:-]\p{N})`;
const NHS_NUMBER = new RegExp(`${BEFORE}${String.raw`(?:\d{10}|\d{3}([ .-])\d{3}\1\d{4})`}${AFTER}`, 'giu');

/** 0 or +44, then groups of digits; how many digits is counted afterwards. Each repeat is bounded, so it cannot run away. */
const TRUNK = String.raw`(?:(?:\+44|\b0044|\(\+?44\)) ?(?:\(0\) ?|0)?\(?|\(?0)`;
const PHONE_NUMBER = new RegExp(
  `${BEFORE}${TRUNK}${String.raw`[1-357-9]\d{1,9}\)?(?:[ .-]{1,2}\d{2,8}){0,5}`}${AFTER}`,
  'giu'
);

/** Nine or ten digits after the 0 or the country code, and an area code or a mobile prefix first. */
function isPhoneNumber(text: string): boolean {
  const national = text.replace(/\D/g, '').replace(/^(?:0044|44(?=\d{9})|)0?/, '');
  return national.length === 9 || national.length === 10;
}

/** A name, @, and a domain of at least two parts; not what stands in a link. Each repeat is bounded. */
const EMAIL_ADDRESS =
  /(?<![\p{L}\p{N}._%+/-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}@])/gu;

function found(kind: PersonalDataFound['kind'], text: string, pattern: RegExp): PersonalDataFound[] {
  return Array.from(text.matchAll(pattern), ([match]) => ({ kind, text: match.trim() }));
}

/** Full-width digits, hard and thin spaces, soft hyphens and long dashes hide a number from a pattern, not from a reader. */
function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\S\n]+/g, ' ');
}

/** "01-02-2027" followed by a time would otherwise look like a phone number. */
function withoutDates(text: string): string {
  return text.replace(/(?<![\d+])\d{1,2}([-./])\d{1,2}\1(?:19|20)\d{2}(?![-.]?\d)/g, '\n');
}
