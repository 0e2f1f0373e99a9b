/** What one can have oneself written to about. */

export const subscriptionTopics = ['CALLS', 'PRACTICES', 'DATASET', 'METRIC', 'UNIT'] as const;
export type SubscriptionTopic = (typeof subscriptionTopics)[number];

export interface Wanted {
  readonly topic: SubscriptionTopic;
  /** A topic or TERC (practices), dataset, metric, TERC (unit); empty: all. */
  readonly key: string;
}

export interface Subscription extends Wanted {
  readonly id: string;
  readonly confirmedAt: Date | null;
}

export interface Subscriber {
  readonly id: string;
  readonly email: string;
  readonly language: 'pl' | 'en';
  readonly token: string;
  readonly sentThrough: number;
}

/** Datasets by what releases change of them. */
export const datasetTypes: Readonly<Record<string, readonly string[]>> = {
  units: ['TerritorialUnit', 'TerritorialUnitVersion'],
  offices: ['Office'],
  projects: ['Project'],
  practices: ['Practice'],
  calls: ['Call'],
  events: ['Event'],
  metrics: ['Metric'],
  observations: ['ObservationSlice'],
};
