import './apply.ts';
import './review.ts';
import './edit.ts';
