import { LONGEST_DAYS } from './invitation';
import { refuse, type Refusal } from './refusal';

const DAY = 24 * 3_600_000;

/** Whether an invitation made now may end then. */
export function checkExpiry(expiresAt: Date, now: Date): true | Refusal {
  const open = expiresAt.getTime() - now.getTime();
  if (open <= 0)
    return refuse('invalid-input', { field: 'lastDay', message: 'The last day must be today or later.' });
  if (open <= (LONGEST_DAYS + 1) * DAY) return true;
  const message = `The last day must be within ${LONGEST_DAYS} days. You can make another link later.`;
  return refuse('invalid-input', { field: 'lastDay', message });
}
