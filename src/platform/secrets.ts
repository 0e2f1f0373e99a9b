/** Secrets that are handed out once: random tokens, of which only hashes are stored. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, which nobody can guess: a plain hash suffices. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A further secret that follows from a token and does not reveal it. */
export function derivedFrom(token: string, purpose: string): string {
  return createHash('sha256').update(`${purpose}\0${token}`).digest('base64url');
}

export function isSameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const sealing = { algorithm: 'aes-256-gcm', ivBytes: 12, tagBytes: 16 } as const;
const sealKey = (secret: string): Buffer => createHash('sha256').update(`seal\0${secret}`).digest();

/** Encrypted, base64url: only who has the secret reads it. */
export function sealed(content: Uint8Array, secret: string): string {
  const iv = randomBytes(sealing.ivBytes);
  const cipher = createCipheriv(sealing.algorithm, sealKey(secret), iv);
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Throws for another secret. */
export function unsealed(text: string, secret: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const { algorithm, ivBytes, tagBytes } = sealing;
  const decipher = createDecipheriv(algorithm, sealKey(secret), bytes.subarray(0, ivBytes));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
}
