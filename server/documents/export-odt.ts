import { strToU8, zipSync } from 'fflate';
import type { DocumentJson } from '#schema/document-json';
import { headingLines, type ExportHeading } from './export-heading';
import { odtBlocks, type OdtContext } from './odt-blocks';
import { OdtLists } from './odt-lists';
import { odtText, TextLooks } from './odt-runs';
import { ODT_NAMESPACES, odtStyles, odtTableStyles } from './odt-styles';

const MIMETYPE = 'application/vnd.oasis.opendocument.text';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document as OpenDocument text: headings with their numbers, lists, tables with merged cells, links and notes. */
export function exportOdt(json: DocumentJson, heading: ExportHeading): Uint8Array {
  const parts = {
    'content.xml': content(json, heading),
    'styles.xml': `${DECLARATION}<office:document-styles ${ODT_NAMESPACES} office:version="1.3">${odtStyles()}</office:document-styles>`,
    'meta.xml': meta(heading)
  };
  // The first entry is not packed, so that other programs know the file by its first bytes.
  return zipSync({
    mimetype: [strToU8(MIMETYPE), { level: 0 }],
    'META-INF/manifest.xml': strToU8(manifest(Object.keys(parts))),
    ...Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))
  });
}

function content(json: DocumentJson, heading: ExportHeading): string {
  const context: OdtContext = { looks: new TextLooks(), lists: new OdtLists(), notes: 0, tables: 0 };
  const body = odtBlocks(json.content ?? [], context);
  const lines = headingLines(heading).map(
    (line) => `<text:p text:style-name="Version">${odtText(line)}</text:p>`
  );
  const title = `<text:p text:style-name="Title">${odtText(heading.title)}</text:p>`;
  const styles = `${odtTableStyles()}${context.looks.styles()}${context.lists.styles()}`;
  return `${DECLARATION}<office:document-content ${ODT_NAMESPACES} office:version="1.3"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${title}${lines.join('')}${body}</office:text></office:body></office:document-content>`;
}

function meta({ title, subtitle, hash }: ExportHeading): string {
  return `${DECLARATION}<office:document-meta ${ODT_NAMESPACES} office:version="1.3"><office:meta><meta:generator>Concordat</meta:generator><dc:title>${odtText(title)}</dc:title><dc:subject>${odtText(subtitle)}</dc:subject><dc:language>en-GB</dc:language><meta:user-defined meta:name="SHA-256">${odtText(hash)}</meta:user-defined></office:meta></office:document-meta>`;
}

function manifest(parts: readonly string[]): string {
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  return `${DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">${entry('/', MIMETYPE)}${parts.map((part) => entry(part, 'text/xml')).join('')}</manifest:manifest>`;
}
