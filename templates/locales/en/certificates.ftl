# What stands on a certificate. It is printed in the language of the workspace.

certificate-title = Certificate of completion
certificate-certifies = This certifies that
certificate-passed = has completed the module
certificate-on = on { $date }, version { $version } of the module
certificate-qr = QR code with the address at which this certificate can be checked
certificate-check = Sealed electronically. Anybody can check it at
certificate-field = Seal of the issuer
refused-certificate-not-ready = The PDF is still being made. Try again in a moment.
