/** Secrets that are handed out once: random tokens, of which only hashes are stored. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

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
