import './subscribe.ts';
import './webhooks.ts';
import './deliveries.ts';
