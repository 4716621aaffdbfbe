/** Nobody mistakes one for another when they are read out or typed from paper: no i, l, o and u. 32 of them, five bits each. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';

/** 100 bits: nobody guesses one. */
export const SLIP_CODE_LENGTH = 20;

const CODE = new RegExp(`^[${SIGNS}]{${SLIP_CODE_LENGTH}}$`);

/** A code of as many random bytes as it is long. */
export function slipCode(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => SIGNS[byte % SIGNS.length]).join('');
}

/** As it is printed and stands in a link: "k7m2-9xqd-4hpw-3rnt-8vbz". */
export function inGroups(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/** The code that somebody typed, however they wrote it; undefined when it is none. */
export function slipCodeTyped(typed: string): string | undefined {
  const code = typed
    .toLowerCase()
    .replaceAll(/[\s.\p{Pd}−]/gu, '')
    .replaceAll(/[il]/g, '1')
    .replaceAll('o', '0');
  return CODE.test(code) ? code : undefined;
}
