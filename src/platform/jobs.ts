/** Where the queue of mails, webhooks and exports (pg-boss) has its tables, none of which are among the models. */
export const jobSchema = 'wezel_jobs';
export const jobTable = `${jobSchema}.job`;
/** Jobs of a backup that was restored, until a hub that serves gives them to the queue. */
export const restoredJobTable = `${jobSchema}.restored_job`;
