// Java's two HTTP clients. One request a line on standard input: pem, ca, method, address, bytes and headers, separated by
// tabs. One line each on standard output: the status, or "lost".
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public class WriteFirst {
  static final int PIECE = 8192;

  public static void main(String[] args) throws Exception {
    System.setProperty("sun.net.http.allowRestrictedHeaders", "true");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\t");
      byte[] body = new byte[Integer.parseInt(words[4])];
      Arrays.fill(body, (byte) 'a');
      try {
        System.out.println(args[0].equals("HttpClient") ? byHttpClient(words, body) : byConnection(words, body));
      } catch (Exception error) {
        System.out.println("lost " + error);
      }
    }
  }

  static int byHttpClient(String[] words, byte[] body) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context(words)).build();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(words[3])).timeout(Duration.ofSeconds(60));
    for (int at = 5; at < words.length; at++) request.header(words[at].split(": ", 2)[0], words[at].split(": ", 2)[1]);
    request.method(words[2], HttpRequest.BodyPublishers.ofByteArray(body));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  static int byConnection(String[] words, byte[] body) throws Exception {
    HttpsURLConnection connection = (HttpsURLConnection) URI.create(words[3]).toURL().openConnection();
    connection.setSSLSocketFactory(context(words).getSocketFactory());
    connection.setInstanceFollowRedirects(false);
    connection.setReadTimeout(60_000);
    connection.setRequestMethod(words[2]);
    for (int at = 5; at < words.length; at++) connection.setRequestProperty(words[at].split(": ", 2)[0], words[at].split(": ", 2)[1]);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    // As a file is copied.
    try (OutputStream out = connection.getOutputStream()) {
      for (int at = 0; at < body.length; at += PIECE) out.write(body, at, Math.min(PIECE, body.length - at));
    }
    int status = connection.getResponseCode();
    connection.disconnect();
    return status;
  }

  static SSLContext context(String[] words) throws Exception {
    KeyStore trusted = store();
    trusted.setCertificateEntry("ca", certificate(words[1]));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(words[0].equals("-") ? null : keys(words[0]).getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  static KeyManagerFactory keys(String pem) throws Exception {
    KeyStore own = store();
    own.setKeyEntry("own", key(pem), new char[0], new Certificate[] {certificate(pem)});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, new char[0]);
    return keys;
  }

  static KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  static Certificate certificate(String pem) throws Exception {
    InputStream bytes = new ByteArrayInputStream(block(pem, "CERTIFICATE"));
    return CertificateFactory.getInstance("X.509").generateCertificate(bytes);
  }

  static PrivateKey key(String pem) throws Exception {
    PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY"));
    try {
      return KeyFactory.getInstance("EC").generatePrivate(key);
    } catch (Exception notEc) {
      return KeyFactory.getInstance("RSA").generatePrivate(key);
    }
  }

  static byte[] block(String file, String name) throws Exception {
    String text = Files.readString(Path.of(file));
    String begin = "-----BEGIN " + name + "-----";
    int at = text.indexOf(begin) + begin.length();
    return Base64.getMimeDecoder().decode(text.substring(at, text.indexOf("-----END " + name, at)));
  }
}
