#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        domain_server = @{ type = 'str'; required = $true }
        domain_username = @{ type = 'str'; required = $true }
        domain_password = @{ type = 'str'; required = $true; no_log = $true }
        people = @{ type = 'list'; elements = 'dict'; required = $true }
        certificate = @{ type = 'str'; required = $true }
        at = @{ type = 'str'; required = $true }
    }
    supports_check_mode = $true
}
# No no_log on people and their steps: it would blot the keys out of what is refused. The task has it, which hides the whole call.
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$people = @($module.Params.people)
$source = [System.Security.Cryptography.RandomNumberGenerator]::Create()

# No cmdlet is given a password that can be read: where PowerShell is told to log what cmdlets are given, it would be in that log.
$secret = New-Object -TypeName System.Security.SecureString
foreach ($letter in $module.Params.domain_password.ToCharArray()) {
    $secret.AppendChar($letter)
}
$with = @{
    Server = $module.Params.domain_server
    Credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $module.Params.domain_username, $secret
}

function Get-Below {
    param([int]$Limit)
    $byte = [byte[]]@(0)
    do { $source.GetBytes($byte) } while ($byte[0] -ge 256 - 256 % $Limit)
    $byte[0] % $Limit
}

# Three words of three syllables and two digits; never with three letters or more of one of the person's names.
function Get-FirstWord {
    param([object]$Person)
    $names = "$($Person.logon) $($Person.given_name) $($Person.family_name)".ToLower() -split '[\s.,_#-]+'
    do {
        $made = ''
        for ($number = 0; $number -lt 9; $number++) {
            $letter = [string]'bdfgklmnprstvz'[(Get-Below -Limit 14)]
            $made += if ($number % 3 -eq 0) { $letter.ToUpper() } else { $letter }
            $made += [string]'aeiou'[(Get-Below -Limit 5)] + $(if ($number % 3 -eq 2) { '-' } else { '' })
        }
        $made += [string](10 + (Get-Below -Limit 90))
        $told = @($names | Where-Object { $_.Length -gt 2 -and $made.ToLower().Contains($_) })
    } while ($told.Count -gt 0)
    $made
}

# A cell of the table that no spreadsheet takes for a formula.
function Get-Cell {
    param([string]$Text)
    $safe = if ($Text -match '^[=+\-@\t\r]') { "'$Text" } else { $Text }
    '"' + $safe.Replace('"', '""') + '"'
}

$refused = @()
if (-not $module.CheckMode) {
    # First the envelope: an account whose password nobody can read would be worse than an envelope without an account.
    try {
        Import-Module -Name ActiveDirectory
        $null = [System.Reflection.Assembly]::LoadWithPartialName('System.Security')
        $table = "key,given_name,family_name,logon,initial_password`r`n"
        foreach ($person in $people) {
            $person['first'] = Get-FirstWord -Person $person
            $cells = foreach ($cell in $person.key, $person.given_name, $person.family_name, $person.logon) { Get-Cell -Text $cell }
            $table += ($cells -join ',') + ',' + $person['first'] + "`r`n"
        }
        $bytes = [System.Text.Encoding]::ASCII.GetBytes($module.Params.certificate)
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes)
        $word = [System.Security.Cryptography.Pkcs.ContentInfo]::new([System.Text.Encoding]::UTF8.GetBytes($table))
        $aes256 = [System.Security.Cryptography.Oid]::new('2.16.840.1.101.3.4.1.42')
        $way = [System.Security.Cryptography.Pkcs.AlgorithmIdentifier]::new($aes256)
        $envelope = [System.Security.Cryptography.Pkcs.EnvelopedCms]::new($word, $way)
        $envelope.Encrypt([System.Security.Cryptography.Pkcs.CmsRecipient]::new($certificate))
        $sealed = [Convert]::ToBase64String($envelope.Encode(), 'InsertLineBreaks')
        $path = "$($module.Params.at).cms"
        for ($number = 2; Test-Path -LiteralPath $path; $number++) {
            $path = "$($module.Params.at)-$number.cms"
        }
        [System.IO.File]::WriteAllText($path, "-----BEGIN CMS-----`r`n$sealed`r`n-----END CMS-----`r`n")
    }
    catch {
        $refused = @(foreach ($person in $people) { @{ key = [string]$person.key; what = 'envelope'; why = '' } })
        $people = @()
    }
    # A new account is born closed, with the mark of a leaver's: where it cannot be opened, the next run opens it.
    foreach ($person in $people) {
        try {
            if ($person.is_new) {
                $born = @{}
                foreach ($name in @($person.attributes.Keys)) { $born[$name] = [string]$person.attributes[$name] }
                $names = @{ Name = $person.logon; SamAccountName = $person.logon; UserPrincipalName = $person.upn }
                New-ADUser @with @names -Path $person.unit_dn -Enabled $false -OtherAttributes $born
            }
            $secure = New-Object -TypeName System.Security.SecureString
            foreach ($letter in $person['first'].ToCharArray()) { $secure.AppendChar($letter) }
            Set-ADAccountPassword @with -Identity $person.dn -Reset -NewPassword $secure
            $open = @{ Enabled = $true; PasswordNotRequired = $false; PasswordNeverExpires = $false; Clear = 'adminDescription' }
            Set-ADUser @with -Identity $person.dn -ChangePasswordAtLogon $true @open
        }
        catch {
            $refused += @{ key = [string]$person.key; what = 'open'; why = [string]$_.FullyQualifiedErrorId }
        }
    }
}
$module.Result.refused = @($refused)
$module.Result.changed = $true
$module.ExitJson()
