import type { ExportAsk } from '../../../server/reads/specification-export';
import type { ExportedFile } from '../../../server/reads/written-file';

/** What the address of a download asks for. */
export function exportAskOf(query: URLSearchParams): ExportAsk {
  return {
    format: query.get('format'),
    version: query.get('version'),
    comments: query.get('comments'),
    text: query.get('text')
  };
}

/** A file to save: as an attachment it is never shown as a page of ours, whatever its text says. */
export function fileResponse({ fileName, contentType, body }: ExportedFile): Response {
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, no-store'
    }
  });
}
