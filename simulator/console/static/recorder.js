// Recording with the browser's microphone, where there is one.

export const canRecord = () => Boolean(navigator.mediaDevices && window.MediaRecorder);

export class Recorder {
  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const kind = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg"].find((one) => MediaRecorder.isTypeSupported(one));
    this.recorder = new MediaRecorder(this.stream, kind ? { mimeType: kind } : {});
    this.parts = [];
    this.recorder.addEventListener("dataavailable", (event) => this.parts.push(event.data));
    this.recorder.start();
  }

  async stop() {
    const ended = new Promise((done) => this.recorder.addEventListener("stop", done, { once: true }));
    this.recorder.stop();
    await ended;
    for (const track of this.stream.getTracks()) track.stop();
    return new Blob(this.parts, { type: this.recorder.mimeType });
  }
}
