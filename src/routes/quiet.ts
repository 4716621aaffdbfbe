/** Set to "off" where somebody wants nothing read out to them of what changes. It belongs to the browser, as a screen reader does. */
export const READ_OUT_COOKIE = 'read-out';
