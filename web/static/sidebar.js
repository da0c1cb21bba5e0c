// Asks the WeCom client beside whose chat this page stands, then opens the page of that customer.
// The answer is only a hint: the server asks WeCom again for the person who is logged in.
(async () => {
  const place = document.getElementById('finding')
  const sign = async (url) => {
    const answer = await fetch('/sidebar/signature?url=' + encodeURIComponent(url), {
      headers: { Accept: 'application/json' },
    })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer.json()
  }
  try {
    const signed = await sign(location.href)
    ww.register({
      corpId: signed.corpId,
      agentId: signed.agentId,
      jsApiList: ['getContext', 'getCurExternalContact'],
      getConfigSignature: async (url) => (await sign(url)).config,
      getAgentConfigSignature: async (url) => (await sign(url)).agentConfig,
    })
    const { userId } = await ww.getCurExternalContact()
    location.replace('/sidebar?external_userid=' + encodeURIComponent(userId))
  } catch {
    place.textContent = '没有找到聊天里的客户，请在客户聊天的侧边栏里重新打开。'
  }
})()
