/** Mails and webhooks of what is new. */
import './graphql/index.ts';

export { bounceAddress, readBounce, takeBounce } from './bounces.ts';
export {
  type Attempt,
  type Delivery,
  type DeliveryFailure,
  type DeliveryState,
  deliveriesOf,
  deliveryRetries,
  deliveryState,
  forgetDeliveries,
  goneStatus,
  noteAttempt,
} from './deliveries.ts';
export type { News } from './digest.ts';
export { type Digest, takeDueDigest, takeDueWebhook } from './due.ts';
export { subscriptionLoaders } from './loaders.ts';
export { confirmMail } from './mails.ts';
export { type SubscriptionTopic, subscriptionTopics, type Wanted } from './model.ts';
export {
  confirmSubscription,
  endAll,
  endSubscription,
  findSubscriber,
  forgetUnconfirmed,
  noteBounce,
  type SubscribeRequest,
  subscribe,
  subscriptionsOf,
} from './store.ts';
export {
  createWebhook,
  deleteWebhook,
  disableWebhook,
  maxWebhooks,
  type Webhook,
  webhookSecret,
  webhooksOf,
} from './webhooks.ts';
