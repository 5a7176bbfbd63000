window.CONFIG = {
  VOICE_ENDPOINT: 'a\'b', SIP_PORT: '5060', X: window.location + ',' }
