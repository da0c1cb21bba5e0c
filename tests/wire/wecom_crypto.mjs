// Runs the vendor's own package over cases from standard input; one JSON document in, one out.
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { readFileSync } from 'node:fs';

const { token, aesKey, corpId, cases } = JSON.parse(readFileSync(0, 'utf8'));
const answers = cases.map(({ text, timestamp, nonce, sealed, random }) => {
  const opened = decrypt(aesKey, sealed);
  const own = encrypt(aesKey, text, corpId, random ? Buffer.from(random) : undefined);
  return {
    text: opened.message,
    id: opened.id,
    signature: getSignature(token, timestamp, nonce, sealed),
    sealed: own,
    ownSignature: getSignature(token, timestamp, nonce, own),
  };
});
process.stdout.write(JSON.stringify(answers));
