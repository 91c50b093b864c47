# Was auf einem Zertifikat steht. Gedruckt wird es in der Sprache des Arbeitsbereichs.

certificate-title = Abschlusszertifikat
certificate-certifies = Hiermit wird bescheinigt, dass
certificate-passed = dieses Modul abgeschlossen hat:
certificate-on = am { $date }, Fassung { $version } des Moduls
certificate-qr = QR-Code mit der Adresse, unter der dieses Zertifikat geprüft werden kann
certificate-check = Elektronisch gesiegelt. Prüfen kann es jeder unter
certificate-field = Siegel des Ausstellers
refused-certificate-not-ready = Das PDF wird noch erstellt. Versuchen Sie es gleich noch einmal.
