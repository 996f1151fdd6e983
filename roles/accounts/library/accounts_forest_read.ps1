#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        domain_server = @{ type = 'str'; required = $true }
        domain_username = @{ type = 'str'; required = $true }
        domain_password = @{ type = 'str'; required = $true; no_log = $true }
        certificates = @{ type = 'dict'; required = $true }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$certificates = $module.Params.certificates

$secret = New-Object -TypeName System.Security.SecureString
foreach ($letter in $module.Params.domain_password.ToCharArray()) {
    $secret.AppendChar($letter)
}
$with = @{
    Server = $module.Params.domain_server
    Credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $module.Params.domain_username, $secret
}

try {
    Import-Module -Name ActiveDirectory
    $forest = Get-ADForest @with
}
catch {
    $module.FailJson("The forest could not be read: $($_.Exception.Message)")
}
$module.Result.forest = @(@{
        uPNSuffixes = @($forest.UPNSuffixes | ForEach-Object { [string]$_ })
        dnsRoot = @($forest.Domains | ForEach-Object { [string]$_ })
    })

# Each certificate is tried on a word that is no secret, in the way passwords will be encrypted.
$null = [System.Reflection.Assembly]::LoadWithPartialName('System.Security')
$refused = @()
foreach ($school in @($certificates.Keys)) {
    try {
        $bytes = [System.Text.Encoding]::ASCII.GetBytes([string]$certificates[$school])
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes)
        $word = [System.Security.Cryptography.Pkcs.ContentInfo]::new([System.Text.Encoding]::ASCII.GetBytes('a rehearsal'))
        $envelope = [System.Security.Cryptography.Pkcs.EnvelopedCms]::new($word)
        $envelope.Encrypt([System.Security.Cryptography.Pkcs.CmsRecipient]::new($certificate))
        if ($certificate.NotAfter -lt [DateTime]::Now) {
            $refused += @{ school = [string]$school; why = 'it has expired' }
        }
    }
    catch {
        $refused += @{ school = [string]$school; why = 'nothing can be encrypted to it' }
    }
}
$module.Result.refused = @($refused)
$module.ExitJson()
