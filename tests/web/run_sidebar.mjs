// Runs web/static/sidebar.js with a stand-in for the WeCom client; prints where the page went and what it says.
import { readFileSync } from 'node:fs'
import vm from 'node:vm'

const { script, client, signed } = JSON.parse(readFileSync(0, 'utf8'))
const place = { textContent: '' }
const seen = { asked: [], registered: null, went: null, text: '' }
const page = {
  document: { getElementById: () => place },
  location: { href: 'https://crm.example.test/sidebar#top', replace: (url) => { seen.went = url } },
  fetch: async (url) => {
    seen.asked.push(url)
    return { ok: signed !== null, status: signed === null ? 404 : 200, json: async () => signed }
  },
  ww: {
    register: (given) => { seen.registered = given },
    getCurExternalContact: async () => {
      await seen.registered.getConfigSignature('https://crm.example.test/sidebar')
      const app = await seen.registered.getAgentConfigSignature('https://crm.example.test/sidebar')
      if (client === null || app.signature !== 'app') throw new Error('no permission')
      return { userId: client }
    },
  },
  encodeURIComponent,
}
await vm.runInNewContext(readFileSync(script, 'utf8'), page)
await new Promise((resolve) => setImmediate(resolve))
seen.text = place.textContent
console.log(JSON.stringify(seen))
