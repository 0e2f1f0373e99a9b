/** The address of a bucket, with the key to it. */

/** `https://key:secret@host/bucket/folder?region=eu-central-1`; the folder and the region may be left out. */
export interface S3Address {
  /** With the bucket and the folder, without a slash at its end. */
  readonly url: string;
  readonly bucketUrl: string;
  readonly folder: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Null where it is no such address. */
export function s3AddressOf(text: string): S3Address | null {
  const url = URL.parse(text);
  const [bucket = '', ...folders] = (url?.pathname ?? '').split('/').filter((part) => part !== '');
  if (url === null || !/^https?:$/.test(url.protocol) || bucket === '' || url.username === '') return null;
  const bucketUrl = `${url.origin}/${bucket}`;
  const folder = folders.join('/');
  return {
    bucketUrl,
    folder,
    url: folder === '' ? bucketUrl : `${bucketUrl}/${folder}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
}
