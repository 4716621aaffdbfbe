import { refuse, type Refusal } from '#domain/refusal';

const LEAST_LENGTH = 12;
const GREATEST_LENGTH = 200;

/**
 * Long enough ones that stand near the top of every list of passwords that were stolen, or that people who run
 * Concordat would think of first. In lower case. Length does the rest: no rule about figures and signs.
 */
const COMMON: ReadonlySet<string> = new Set([
  ...['password1234', 'password12345', 'password123!', 'passw0rd1234', 'mypassword123', 'thisismypassword'],
  ...['1234567890ab', 'abcdefghijkl', 'abcdefghijklm', '123456789abc', 'abc123456789', '1q2w3e4r5t6y'],
  ...['1qaz2wsx3edc', 'qwertyuiop12', 'qwertyuiop123', 'qwertyuiop[]', 'qwerty123456', 'qwertyuiopas'],
  ...['asdfghjkl123', 'zxcvbnm12345', 'q1w2e3r4t5y6', 'letmein12345', 'iloveyou1234', 'iloveyou123!'],
  ...['welcome12345', 'welcome123!!', 'administrator', 'administrator1', 'changeme1234', 'changemenow!'],
  ...['trustno1trustno1', 'correcthorsebatterystaple', 'correct horse battery staple', 'sunshine1234'],
  ...['princess1234', 'football1234', 'liverpool123', 'manchester12', 'superman1234', 'charlie12345'],
  ...['concordat123', 'concordat1234', 'concordat2027', 'wenmoor-demo', 'commissioning', 'commissioning1'],
  ...['summer2026!!', 'winter2026!!', 'spring2027!!', 'hospital1234', 'healthcare12', 'nhspassword1']
]);
const RUNS =
  '01234567890123456789 098765432109876543210 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm';

/** Whether a person may choose this password. `own`: their e-mail address and name. */
export function acceptPassword(password: string, field: string, own: readonly string[]): true | Refusal {
  const because = (message: string) => refuse('invalid-input', { field, message });
  if (password.length < LEAST_LENGTH)
    return because(
      `Choose a password of at least ${LEAST_LENGTH} characters. Three random words are a good start.`
    );
  if (password.length > GREATEST_LENGTH)
    return because(`Choose a password of at most ${GREATEST_LENGTH} characters.`);
  if (isEasy(password.trim().toLowerCase(), own))
    return because('This password is among the first that somebody would try. Choose another one.');
  return true;
}

/** Common, a row of the keyboard, the same few signs again and again, or the person's own name. */
function isEasy(password: string, own: readonly string[]): boolean {
  if (COMMON.has(password) || RUNS.includes(password)) return true;
  return /^(.{1,4})\1+.{0,3}$/s.test(password) || own.some((each) => each.toLowerCase() === password);
}
