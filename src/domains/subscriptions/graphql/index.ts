import './subscribe.ts';
import './webhooks.ts';
