import './apply.ts';
import './review.ts';
import './assessment.ts';
import './edit.ts';
import './uploads.ts';
import './calls.ts';
import './submissions.ts';
