// Makes a passkey, or signs with one, and sends the form with the answer. Without this file the page asks for something else.
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const asked = (options) => {
    const asks = { ...options, challenge: bytes(options.challenge) };
    if (asks.user) asks.user = { ...asks.user, id: bytes(asks.user.id) };
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      asks[list] = (asks[list] || []).map((one) => ({ ...one, id: bytes(one.id) }));
    }
    return asks;
  };

  const answered = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const told = async (form) => {
    const kept = document.getElementById("passkey-options");
    return kept ? JSON.parse(kept.textContent) : (await fetch(form.dataset.options)).json();
  };

  const use = async (form) => {
    const { publicKey } = await told(form);
    const makes = "make" in form.dataset;
    const credential = await navigator.credentials[makes ? "create" : "get"]({ publicKey: asked(publicKey) });
    form.querySelector("input[type=hidden][name$=passkey]").value = answered(credential);
    form.submit();
  };

  for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
    const button = form.querySelector("[data-use]");
    const failed = form.querySelector("[data-failed]");
    button.hidden = false;
    button.classList.add("ready");
    failed.classList.add("ready");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      failed.hidden = true;
      use(form).catch(() => {
        failed.textContent = failed.dataset.failed;
        failed.hidden = false;
      });
    });
  }
})();
