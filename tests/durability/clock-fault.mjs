// Loaded into the product's process before anything else (node --import): a clock that somebody sets. It is as many
// milliseconds ahead as the file that CLOCK_AHEAD names says.
import { existsSync, readFileSync } from 'node:fs';

const control = process.env.CLOCK_AHEAD;
const RealDate = Date;
const ahead = () => (existsSync(control) ? Number(readFileSync(control, 'utf8')) : 0);

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [RealDate.now() + ahead()]));
  }

  static now() {
    return RealDate.now() + ahead();
  }
};
