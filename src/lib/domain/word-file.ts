/** A Word file that is sent has at most this many bytes. The refusal "file-too-large" names the same number. */
export const LARGEST_WORD_FILE = 20 * 1024 * 1024;
