// Runs in a process of its own: a text of 45 pages takes a second or two, in which nobody's edits may wait.
import { answerJob } from './answer-job';
import { exportDocx } from './export-docx';
import type { FileJob } from './export-file';
import { exportOdt } from './export-odt';
import { exportPdf } from './export-pdf';

function written({ format, json, heading, said }: FileJob): Uint8Array | Promise<Uint8Array> {
  switch (format) {
    case 'docx':
      return exportDocx(json, heading, said);
    case 'odt':
      return exportOdt(json, heading);
    case 'pdf':
      return exportPdf(json, heading);
  }
}

answerJob(written);
