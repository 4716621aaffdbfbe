export interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
  readonly handles: number;
}

/** How much memory grows, by least squares. Megabytes per hour. */
export function slopePerHour(samples: readonly Sample[]): number {
  const meanTime = mean(samples.map(({ seconds }) => seconds));
  const meanSize = mean(samples.map(({ megabytes }) => megabytes));
  let together = 0;
  let spread = 0;
  for (const { seconds, megabytes } of samples) {
    together += (seconds - meanTime) * (megabytes - meanSize);
    spread += (seconds - meanTime) ** 2;
  }
  return (together / spread) * 3600;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
