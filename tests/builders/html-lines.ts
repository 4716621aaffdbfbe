/** The words of a page's HTML, one line for each paragraph, heading, list item and table row; cells end with a bar. */
export function linesIn(html: string): string[] {
  return html
    .replace(/<\/p>(?=\s*<\/t[dh]>)/g, '')
    .replace(/<\/(p|h\d|li|tr)>/g, '\n')
    .replace(/<\/t[dh]>/g, ' | ')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}
